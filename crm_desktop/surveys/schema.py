"""The tables of survey plans and returned satisfaction sheets. A released step is never edited."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("surveys")


@MIGRATIONS()
def m0001_create(db: Database) -> None:
    """The first shape."""
    db.execute("""
        CREATE TABLE satisfaction_sheets (
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
            name TEXT,
            employer INTEGER REFERENCES customers (id),
            contact TEXT,
            awareness_channel TEXT,
            awareness_channel_other TEXT,
            products_purchased TEXT,
            product_function TEXT,
            product_quality TEXT,
            product_price TEXT,
            product_packaging TEXT,
            product_competitiveness TEXT,
            needs_fulfilment TEXT,
            work_attitude TEXT,
            sense_of_responsibility TEXT,
            service_efficiency TEXT,
            technical_level TEXT,
            complaint_handling TEXT,
            repair_quality TEXT,
            fault_resolution TEXT,
            overall_service TEXT,
            service_improvements_wanted TEXT,
            product_suggestions TEXT,
            answered_on TEXT,
            survey_plan INTEGER,
            is_valid INTEGER,
            invalid_reason TEXT
        ) STRICT""")
    db.execute("CREATE INDEX satisfaction_sheets_employer ON satisfaction_sheets (employer, answered_on)")
    db.execute("CREATE INDEX satisfaction_sheets_day"
               " ON satisfaction_sheets (answered_on, id) WHERE deleted_at IS NULL")


@MIGRATIONS()
def m0002_plans(db: Database) -> None:
    """Survey plans; sheets belong to one, are keyed in batches, and a sheet keyed twice is noticed."""
    db.execute("""
        CREATE TABLE survey_plans (
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
            survey_objective TEXT NOT NULL,
            subjects_key_customers TEXT,
            subjects_other_customers TEXT,
            content_and_items TEXT,
            schedule TEXT,
            survey_methods TEXT,
            leader_and_surveyors TEXT,
            cost_budget INTEGER,
            remarks TEXT,
            survey_time TEXT,
            required_tools TEXT,
            staffing TEXT,
            target_valid_responses INTEGER,
            plan_name TEXT,
            starts_on TEXT,
            ends_on TEXT,
            sent_count INTEGER,
            closed_on TEXT
        ) STRICT""")
    db.execute("CREATE INDEX survey_plans_start ON survey_plans (starts_on, id) WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX survey_plans_open ON survey_plans (ends_on)"
               " WHERE deleted_at IS NULL AND closed_on IS NULL")
    db.execute("ALTER TABLE satisfaction_sheets DROP COLUMN survey_plan")  # there was no plan to point to
    db.execute("ALTER TABLE satisfaction_sheets ADD COLUMN survey_plan INTEGER REFERENCES survey_plans (id)")
    for column in ("invalid_cause TEXT", "anonymous INTEGER", "sheet_no TEXT", "is_another INTEGER",
                   "keyed_by INTEGER REFERENCES staff (id)", "batch TEXT", "followed_up_on TEXT", "follow_up TEXT"):
        db.execute(f"ALTER TABLE satisfaction_sheets ADD COLUMN {column}")
    db.execute("CREATE INDEX satisfaction_sheets_plan"
               " ON satisfaction_sheets (survey_plan, is_valid, batch) WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX satisfaction_sheets_batch ON satisfaction_sheets (batch, is_valid)"
               " WHERE batch IS NOT NULL AND deleted_at IS NULL")
    db.execute("CREATE INDEX satisfaction_sheets_paper ON satisfaction_sheets (sheet_no, survey_plan)"
               " WHERE sheet_no IS NOT NULL AND deleted_at IS NULL")
    db.execute("CREATE INDEX satisfaction_sheets_unhappy ON satisfaction_sheets (answered_on)"
               " WHERE deleted_at IS NULL AND is_valid = 1 AND employer IS NOT NULL AND followed_up_on IS NULL"
               " AND overall_service IN ('dissatisfied', 'very_dissatisfied')")
    db.execute("CREATE TABLE sheet_fingerprints (sheet INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL) STRICT")
    db.execute("CREATE INDEX sheet_fingerprints_by_print ON sheet_fingerprints (fingerprint)")


@MIGRATIONS()
def m0003_codes(db: Database) -> None:
    """Each sheet in short, so that surveys of any size are counted quickly."""
    five = ("satisfied", "fairly_satisfied", "average", "dissatisfied", "very_dissatisfied")
    scales = {
        "product_function": five, "product_quality": five, "product_price": five, "product_packaging": five,
        "product_competitiveness": ("strong", "average", "rather_weak"),
        "needs_fulfilment": ("fully_met", "basically_met", "hardly_met", "not_met_at_all"),
        "work_attitude": five, "sense_of_responsibility": five, "service_efficiency": five, "technical_level": five,
        "complaint_handling": five, "repair_quality": five, "fault_resolution": five, "overall_service": five,
    }

    def cases(item: str, worth: list[str], other: str) -> str:
        steps = " ".join(f"WHEN '{a}' THEN {w}" for a, w in zip(scales[item], worth, strict=True))
        return f"CASE {item} {steps} ELSE {other} END"

    db.execute("""
        CREATE TABLE sheet_codes (
            sheet INTEGER PRIMARY KEY,
            plan INTEGER,
            day TEXT,
            valid INTEGER NOT NULL,
            employer INTEGER,
            code TEXT NOT NULL,
            points INTEGER
        ) STRICT""")
    digits = " || ".join(cases(i, [f"'{k}'" for k in range(1, len(s) + 1)], "'0'") for i, s in scales.items())
    worth = " + ".join(cases(i, [repr(100.0 * (len(s) - 1 - k) / (len(s) - 1)) for k in range(len(s))], "0.0")
                       for i, s in scales.items())
    count = " + ".join(f"({i} IS NOT NULL)" for i in scales)
    db.execute("INSERT INTO sheet_codes (sheet, plan, day, valid, employer, code, points)"
               f" SELECT id, survey_plan, answered_on, coalesce(is_valid, 0), employer, {digits},"
               f" CAST(round(10 * ({worth}) / nullif({count}, 0)) AS INTEGER)"
               " FROM satisfaction_sheets WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX sheet_codes_plan ON sheet_codes (plan, valid, employer, code, points)")
    db.execute("CREATE INDEX sheet_codes_day ON sheet_codes (day, valid, employer, code, points)")
