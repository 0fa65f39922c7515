"""The tables of call-back plans and records. A released step is never edited."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("visits")


@MIGRATIONS()
def m0001_create(db: Database) -> None:
    """The first shape."""
    db.execute("""
        CREATE TABLE callback_plans (
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
            filled_on TEXT,
            callback_specialist INTEGER REFERENCES staff (id),
            planned_customer INTEGER NOT NULL REFERENCES customers (id),
            planned_date TEXT NOT NULL,
            purpose TEXT,
            callback_mode TEXT,
            place TEXT,
            expected_cost INTEGER,
            supervisor_opinion TEXT,
            remarks TEXT,
            attached_information_sheet INTEGER,
            callback_content TEXT,
            appointment TEXT,
            materials_prepared TEXT,
            approved_on TEXT,
            start_time TEXT,
            duration INTEGER,
            state TEXT
        ) STRICT""")
    db.execute("""
        CREATE TABLE callback_records (
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
            date TEXT,
            callback_date TEXT NOT NULL,
            customer_visited INTEGER NOT NULL REFERENCES customers (id),
            visitor INTEGER REFERENCES staff (id),
            key_points TEXT,
            product_fit_satisfaction TEXT,
            visit_notes TEXT,
            customer_opinions TEXT,
            countermeasures TEXT,
            remarks TEXT,
            leader_opinion TEXT,
            reviewed_on TEXT,
            callback_plan INTEGER REFERENCES callback_plans (id)
        ) STRICT""")
    db.execute("CREATE INDEX callback_plans_customer ON callback_plans (planned_customer, planned_date)")
    db.execute("CREATE INDEX callback_plans_day ON callback_plans (planned_date, id) WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX callback_records_customer ON callback_records (customer_visited, callback_date)")
    db.execute("CREATE INDEX callback_records_day"
               " ON callback_records (callback_date, id) WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX callback_records_plan ON callback_records (callback_plan)")


@MIGRATIONS()
def m0002_verbs(db: Database) -> None:
    """Reasons and postponements of a plan; what comes after a record; quick ways to a day and a person's day."""
    db.execute("ALTER TABLE callback_plans ADD COLUMN state_reason TEXT")
    db.execute("ALTER TABLE callback_plans ADD COLUMN postponements TEXT")
    db.execute("ALTER TABLE callback_records ADD COLUMN start_time TEXT")
    db.execute("ALTER TABLE callback_records ADD COLUMN mode TEXT")
    db.execute("ALTER TABLE callback_records ADD COLUMN next_action TEXT")
    db.execute("ALTER TABLE callback_records ADD COLUMN next_action_on TEXT")
    db.execute("ALTER TABLE callback_records ADD COLUMN next_action_time TEXT")
    db.execute("ALTER TABLE callback_records ADD COLUMN reminder INTEGER REFERENCES reminders (id)")
    db.execute("ALTER TABLE callback_records ADD COLUMN reviewed_by INTEGER REFERENCES staff (id)")
    db.execute("CREATE INDEX callback_plans_agenda ON callback_plans (planned_date, start_time, id)"
               " WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX callback_plans_person"
               " ON callback_plans (callback_specialist, planned_date, start_time, id) WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX callback_plans_open ON callback_plans (planned_date, start_time, planned_customer)"
               " WHERE deleted_at IS NULL AND state IN ('planned', 'postponed')")


@MIGRATIONS()
def m0003_lists_calls_reports(db: Database) -> None:
    """Call-back lists, telephone call-backs with their attempts, call-back reports."""
    db.execute("""
        CREATE TABLE callback_lists (
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
            list_date TEXT,
            prepared_by INTEGER REFERENCES staff (id),
            entries TEXT
        ) STRICT""")
    db.execute("""
        CREATE TABLE telephone_callbacks (
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
            customer_name INTEGER NOT NULL REFERENCES contacts (id),
            customer_occupation TEXT,
            contact TEXT,
            calls TEXT,
            customer INTEGER REFERENCES customers (id),
            caller INTEGER REFERENCES staff (id),
            outcome TEXT,
            next_attempt_on TEXT,
            next_attempt_time TEXT,
            reminder INTEGER REFERENCES reminders (id),
            callback_plan INTEGER REFERENCES callback_plans (id),
            last_called_at TEXT GENERATED ALWAYS AS (json_extract(calls, '$[#-1].called_at')) VIRTUAL,
            last_result TEXT GENERATED ALWAYS AS (json_extract(calls, '$[#-1].result')) VIRTUAL
        ) STRICT""")
    db.execute("""
        CREATE TABLE callback_reports (
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
            date TEXT,
            callback_time TEXT,
            callback_staff INTEGER REFERENCES staff (id),
            callback_customer INTEGER NOT NULL REFERENCES customers (id),
            purpose TEXT,
            form_of_callback TEXT,
            result TEXT,
            main_content TEXT,
            main_opinions TEXT,
            product_rating TEXT,
            product_expectations TEXT,
            service_rating TEXT,
            service_expectations TEXT,
            service_improvements TEXT,
            problems_met TEXT,
            remarks TEXT,
            leader_review TEXT,
            callback_record INTEGER REFERENCES callback_records (id),
            reviewed_on TEXT,
            reviewed_by INTEGER REFERENCES staff (id)
        ) STRICT""")
    db.execute("CREATE INDEX callback_lists_day ON callback_lists (list_date, id) WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX telephone_callbacks_customer ON telephone_callbacks (customer, last_called_at)")
    db.execute("CREATE INDEX telephone_callbacks_at ON telephone_callbacks (last_called_at, id)"
               " WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX telephone_callbacks_next ON telephone_callbacks (next_attempt_on, next_attempt_time, id)"
               " WHERE deleted_at IS NULL AND next_attempt_on IS NOT NULL")
    db.execute("CREATE INDEX telephone_callbacks_plan ON telephone_callbacks (callback_plan)")
    db.execute("CREATE INDEX callback_reports_customer ON callback_reports (callback_customer, date)")
    db.execute("CREATE INDEX callback_reports_day ON callback_reports (date, id) WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX callback_reports_record ON callback_reports (callback_record)")


@MIGRATIONS()
def m0004_spans(db: Database) -> None:
    """What counts over a span of days is read from an index alone; so deleted_at stands in it too."""
    db.execute("CREATE INDEX callback_plans_span"
               " ON callback_plans (planned_date, state, callback_specialist, deleted_at)")
    db.execute("CREATE INDEX callback_records_span ON callback_records (callback_date, customer_visited, visitor,"
               " deleted_at)")
    db.execute("CREATE INDEX telephone_callbacks_span ON telephone_callbacks (last_called_at, customer, caller,"
               " deleted_at)")
    db.execute("DROP INDEX callback_plans_open")
    db.execute("CREATE INDEX callback_plans_open ON callback_plans (planned_date, start_time, planned_customer, state,"
               " deleted_at) WHERE deleted_at IS NULL AND state IN ('planned', 'postponed')")


@MIGRATIONS()
def m0005_due(db: Database) -> None:
    """What is due is judged from an index alone."""
    slim = "planned_date, start_time, planned_customer, state, deleted_at, duration, callback_mode, callback_specialist"
    db.execute("DROP INDEX callback_plans_open")
    for name, states in (("open", "state IN ('planned', 'postponed')"), ("missed", "state = 'missed'")):
        db.execute(f"CREATE INDEX callback_plans_{name} ON callback_plans ({slim})"
                   f" WHERE deleted_at IS NULL AND {states}")
