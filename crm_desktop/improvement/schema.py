"""The table of improvement actions. A released step is never edited."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("improvement")


@MIGRATIONS()
def m0001_create(db: Database) -> None:
    """The first shape."""
    db.execute("""
        CREATE TABLE improvement_actions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL UNIQUE,
            form_version INTEGER NOT NULL,
            extra TEXT,
            created_at TEXT NOT NULL,
            created_by TEXT NOT NULL,
            changed_at TEXT NOT NULL,
            changed_by TEXT NOT NULL,
            deleted_at TEXT,
            number TEXT NOT NULL UNIQUE,
            trigger TEXT,
            kpi_assessment INTEGER,
            problem TEXT NOT NULL,
            cause TEXT,
            measure TEXT NOT NULL,
            owner INTEGER REFERENCES staff (id),
            start_on TEXT,
            due_on TEXT,
            progress REAL,
            done_on TEXT,
            verification TEXT,
            effective INTEGER,
            survey_plan INTEGER REFERENCES survey_plans (id)
        ) STRICT""")
    db.execute("CREATE INDEX improvement_actions_due ON improvement_actions (due_on, id) WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX improvement_actions_open ON improvement_actions (due_on)"
               " WHERE deleted_at IS NULL AND done_on IS NULL")
    db.execute("CREATE INDEX improvement_actions_unproved ON improvement_actions (done_on)"
               " WHERE deleted_at IS NULL AND done_on IS NOT NULL AND effective IS NULL")
    db.execute("CREATE INDEX improvement_actions_plan ON improvement_actions (survey_plan)"
               " WHERE survey_plan IS NOT NULL AND deleted_at IS NULL")
