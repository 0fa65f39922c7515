"""The tables of complaints. A released step is never edited."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("complaints")


@MIGRATIONS()
def m0001_create(db: Database) -> None:
    """The first shape."""
    db.execute("""
        CREATE TABLE complaints (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL UNIQUE,
            form_version INTEGER NOT NULL,
            extra TEXT,
            created_at TEXT NOT NULL,
            created_by TEXT NOT NULL,
            changed_at TEXT NOT NULL,
            changed_by TEXT NOT NULL,
            deleted_at TEXT,
            complaint_no TEXT NOT NULL UNIQUE,
            received_at TEXT NOT NULL,
            channel TEXT,
            customer INTEGER NOT NULL REFERENCES customers (id),
            complainant INTEGER REFERENCES contacts (id),
            contact TEXT,
            subject TEXT,
            product TEXT,
            severity TEXT,
            is_dispute INTEGER,
            content TEXT NOT NULL,
            customer_request TEXT,
            accepted_by INTEGER REFERENCES staff (id),
            first_response_at TEXT,
            responsible_department TEXT,
            owner INTEGER REFERENCES staff (id),
            solution TEXT,
            resolved_at TEXT,
            result TEXT,
            customer_satisfied INTEGER,
            status TEXT
        ) STRICT""")
    db.execute("CREATE INDEX complaints_customer ON complaints (customer, received_at)")
    db.execute("CREATE INDEX complaints_received ON complaints (received_at, id) WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX complaints_open ON complaints (status, customer) WHERE deleted_at IS NULL")


@MIGRATIONS()
def m0002_case(db: Database) -> None:
    """The case: cause, policy kept with it, call-back, closing, reopening; its steps, tasks, call-backs, results.

    next_limit_at and next_near_at are the earlier limit of the clocks that still run, and the moment from which that
    one is near; NULL for a case that is solved. A case of before is held to 2 and 48 hours.
    """
    for column in ("cause_class TEXT", "cause TEXT", "response_limit_min INTEGER", "solution_limit_min INTEGER",
                   "called_back_at TEXT", "callback_due_on TEXT", "closed_at TEXT", "reopened_at TEXT",
                   "reopened_count INTEGER", "reopen_reason TEXT", "new_customer INTEGER"):
        db.execute(f"ALTER TABLE complaints ADD COLUMN {column}")
    for column, seconds in (("next_limit_at", 60), ("next_near_at", 48)):
        db.execute(f"""
            ALTER TABLE complaints ADD COLUMN {column} TEXT GENERATED ALWAYS AS (
                CASE WHEN resolved_at IS NULL AND coalesce(status, '') NOT IN ('resolved', 'called_back', 'closed')
                THEN min(
                    CASE WHEN first_response_at IS NULL THEN strftime('%Y-%m-%dT%H:%M:%SZ', received_at,
                        '+' || (coalesce(response_limit_min, 120) * {seconds}) || ' seconds') ELSE '9999' END,
                    strftime('%Y-%m-%dT%H:%M:%SZ', coalesce(reopened_at, received_at),
                        '+' || (coalesce(solution_limit_min, 2880) * {seconds}) || ' seconds'))
                END) VIRTUAL""")
    db.execute("CREATE INDEX complaints_next ON complaints (next_limit_at, id) WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX complaints_near ON complaints (next_near_at) WHERE deleted_at IS NULL"
               " AND next_near_at IS NOT NULL")
    db.execute("CREATE INDEX complaints_unanswered ON complaints (next_limit_at) WHERE deleted_at IS NULL"
               " AND next_limit_at IS NOT NULL AND first_response_at IS NULL")
    db.execute("CREATE INDEX complaints_callback ON complaints (callback_due_on) WHERE deleted_at IS NULL"
               " AND callback_due_on IS NOT NULL")
    db.execute("CREATE INDEX complaints_new_customer ON complaints (received_at) WHERE deleted_at IS NULL"
               " AND new_customer = 1")
    db.execute("""
        CREATE TABLE complaint_steps (
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
            complaint INTEGER NOT NULL REFERENCES complaints (id),
            at TEXT NOT NULL,
            who INTEGER REFERENCES staff (id),
            kind TEXT NOT NULL,
            text TEXT
        ) STRICT""")
    db.execute("""
        CREATE TABLE complaint_tasks (
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
            complaint INTEGER NOT NULL REFERENCES complaints (id),
            department TEXT NOT NULL,
            owner INTEGER REFERENCES staff (id),
            what TEXT NOT NULL,
            due_at TEXT,
            done_at TEXT,
            result TEXT
        ) STRICT""")
    db.execute("""
        CREATE TABLE complaint_callbacks (
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
            complaint INTEGER NOT NULL REFERENCES complaints (id),
            called_back_at TEXT,
            mode TEXT,
            satisfied INTEGER,
            satisfaction TEXT,
            opinions TEXT,
            proposal_arisen INTEGER,
            reopened INTEGER,
            caller INTEGER REFERENCES staff (id),
            reached INTEGER,
            customer INTEGER REFERENCES customers (id)
        ) STRICT""")
    db.execute("""
        CREATE TABLE complaint_results (
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
            complaint INTEGER NOT NULL REFERENCES complaints (id),
            customer INTEGER REFERENCES customers (id),
            complaint_summary TEXT,
            handling_process TEXT,
            handling_result TEXT NOT NULL,
            customer_opinion TEXT,
            submitted_to TEXT,
            submitted_on TEXT,
            reporter INTEGER REFERENCES staff (id)
        ) STRICT""")
    db.execute("CREATE INDEX complaint_steps_case ON complaint_steps (complaint, at)")
    db.execute("CREATE INDEX complaint_steps_at ON complaint_steps (at, id) WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX complaint_tasks_case ON complaint_tasks (complaint)")
    db.execute("CREATE INDEX complaint_tasks_due ON complaint_tasks (due_at) WHERE deleted_at IS NULL"
               " AND done_at IS NULL")
    db.execute("CREATE INDEX complaint_callbacks_case ON complaint_callbacks (complaint)")
    db.execute("CREATE INDEX complaint_callbacks_customer ON complaint_callbacks (customer, called_back_at)")
    db.execute("CREATE INDEX complaint_callbacks_at ON complaint_callbacks (called_back_at, id)"
               " WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX complaint_results_case ON complaint_results (complaint)")
    db.execute("CREATE INDEX complaint_results_customer ON complaint_results (customer, submitted_on)")
    db.execute("CREATE INDEX complaint_results_on ON complaint_results (submitted_on, id) WHERE deleted_at IS NULL")


@MIGRATIONS()
def m0003_counts(db: Database) -> None:
    """What lists and customers count is read from an index alone; so deleted_at stands in it too."""
    db.execute("CREATE INDEX complaints_next_open ON complaints (next_limit_at, next_near_at, first_response_at, id,"
               " deleted_at) WHERE deleted_at IS NULL AND next_limit_at IS NOT NULL")
    db.execute("DROP INDEX complaints_open")
    db.execute("CREATE INDEX complaints_status ON complaints (status, received_at, id, deleted_at)"
               " WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX complaints_severity ON complaints (severity, received_at, id, deleted_at)"
               " WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX complaints_unsolved ON complaints (customer, status, resolved_at, deleted_at)"
               " WHERE deleted_at IS NULL AND resolved_at IS NULL")


@MIGRATIONS()
def m0004_due(db: Database) -> None:
    """What is due is judged from an index alone."""
    for gone in ("complaints_next_open", "complaints_unanswered", "complaints_callback"):
        db.execute(f"DROP INDEX {gone}")
    slim = "received_at, reopened_at, response_limit_min, solution_limit_min, customer, owner, accepted_by, deleted_at"
    db.execute(f"CREATE INDEX complaints_next_open ON complaints (next_limit_at, next_near_at, first_response_at, id,"
               f" {slim}) WHERE deleted_at IS NULL AND next_limit_at IS NOT NULL")
    db.execute(f"CREATE INDEX complaints_unanswered ON complaints (next_limit_at, id, first_response_at, {slim})"
               " WHERE deleted_at IS NULL AND next_limit_at IS NOT NULL AND first_response_at IS NULL")
    db.execute("CREATE INDEX complaints_callback ON complaints (callback_due_on, id, customer, owner, accepted_by,"
               " deleted_at) WHERE deleted_at IS NULL AND callback_due_on IS NOT NULL")
