"""Tables of customers, contacts, purchases, notes, files, status history. A released step is never edited."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("customers")


@MIGRATIONS()
def m0001_create(db: Database) -> None:
    """The first shape."""
    db.execute("""
        CREATE TABLE customers (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL UNIQUE,
            form_version INTEGER NOT NULL,
            extra TEXT,
            created_at TEXT NOT NULL,
            created_by TEXT NOT NULL,
            changed_at TEXT NOT NULL,
            changed_by TEXT NOT NULL,
            deleted_at TEXT,
            customer_no TEXT NOT NULL UNIQUE,
            customer_name TEXT NOT NULL,
            address TEXT,
            postal_code TEXT,
            telephone TEXT,
            email TEXT,
            region TEXT,
            industry TEXT,
            company_nature TEXT,
            legal_representative TEXT,
            registration_code TEXT,
            customer_kind TEXT,
            business_scope TEXT,
            company_size TEXT,
            channel_type TEXT,
            customer_class TEXT,
            customer_grade TEXT,
            segments TEXT,
            lifecycle_stage TEXT,
            customer_status TEXT NOT NULL,
            status_date TEXT,
            removal_reason TEXT,
            account_manager INTEGER REFERENCES staff (id),
            purchasing_power TEXT,
            consumption_traits TEXT,
            preferred_callback_mode TEXT,
            preferred_contact_modes TEXT,
            communication_frequency TEXT,
            data_level TEXT,
            customer_name_sort TEXT,
            record_completeness REAL GENERATED ALWAYS AS (round(100.0 * (3
                + (address IS NOT NULL) + (postal_code IS NOT NULL) + (telephone IS NOT NULL) + (email IS NOT NULL)
                + (region IS NOT NULL) + (industry IS NOT NULL) + (company_nature IS NOT NULL)
                + (legal_representative IS NOT NULL) + (registration_code IS NOT NULL) + (business_scope IS NOT NULL)
                + (channel_type IS NOT NULL) + (customer_class IS NOT NULL)) / 15, 1)) VIRTUAL
        ) STRICT""")
    db.execute("""
        CREATE TABLE contacts (
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
            customer INTEGER NOT NULL REFERENCES customers (id),
            contact_name TEXT NOT NULL,
            position TEXT,
            department TEXT,
            contact_level TEXT,
            telephone TEXT,
            mobile TEXT,
            email TEXT,
            birthday TEXT,
            birthday_calendar TEXT,
            is_main_contact INTEGER,
            preferred_contact_modes TEXT,
            remarks TEXT
        ) STRICT""")
    db.execute("""
        CREATE TABLE purchases (
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
            customer INTEGER NOT NULL REFERENCES customers (id),
            purchase_date TEXT NOT NULL,
            order_no TEXT,
            product TEXT NOT NULL,
            quantity INTEGER,
            amount INTEGER NOT NULL,
            salesperson INTEGER REFERENCES staff (id),
            order_status TEXT,
            payment_date TEXT,
            remarks TEXT
        ) STRICT""")
    db.execute("""
        CREATE TABLE communications (
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
            communicated_at TEXT NOT NULL,
            audience TEXT NOT NULL,
            customer INTEGER REFERENCES customers (id),
            contact INTEGER REFERENCES contacts (id),
            direction TEXT,
            method TEXT,
            topic TEXT,
            content TEXT NOT NULL,
            customer_needs TEXT,
            follow_up TEXT,
            follow_up_on TEXT,
            recorded_by INTEGER REFERENCES staff (id)
        ) STRICT""")
    db.execute("CREATE INDEX customers_name ON customers (customer_name_sort, id) WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX customers_number ON customers (customer_no, id) WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX customers_exact ON customers (customer_name)")
    db.execute("CREATE INDEX customers_figures"
               " ON customers (customer_status, customer_class, region, industry, channel_type,"
               " lifecycle_stage, customer_grade) WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX contacts_customer ON contacts (customer)")
    db.execute("CREATE INDEX purchases_customer ON purchases (customer, purchase_date)")
    db.execute("CREATE INDEX communications_customer ON communications (customer, communicated_at)")
    db.execute("CREATE INDEX communications_at ON communications (communicated_at, id) WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX purchases_at ON purchases (purchase_date, id) WHERE deleted_at IS NULL")
    db.execute("""
        CREATE TABLE attachments (
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
            customer INTEGER NOT NULL REFERENCES customers (id),
            file_name TEXT NOT NULL,
            added_at TEXT NOT NULL,
            added_by INTEGER REFERENCES staff (id),
            size INTEGER NOT NULL,
            remarks TEXT,
            content TEXT NOT NULL
        ) STRICT""")
    db.execute("CREATE INDEX attachments_customer ON attachments (customer, added_at)")
    db.execute("""
        CREATE TABLE customer_status_history (
            id INTEGER PRIMARY KEY,
            customer INTEGER NOT NULL,
            txn INTEGER NOT NULL,
            happened_on TEXT,
            status TEXT NOT NULL,
            event TEXT
        ) STRICT""")
    db.execute("CREATE INDEX customer_status_by_customer ON customer_status_history (customer, happened_on)")
    db.execute("CREATE INDEX customer_status_by_day ON customer_status_history (happened_on, event)")
    db.execute("CREATE INDEX customer_status_by_txn ON customer_status_history (txn)")


@MIGRATIONS()
def m0002_corrected_dates(db: Database) -> None:
    """A later row may correct the date of an earlier one; both stay, so that undo finds them."""
    db.execute("ALTER TABLE customer_status_history ADD COLUMN corrects INTEGER")
    db.execute("CREATE INDEX customer_status_corrected ON customer_status_history (corrects)"
               " WHERE corrects IS NOT NULL")


@MIGRATIONS()
def m0003_hits_at_hand(db: Database) -> None:
    """Puts the hits of a search in order without reading the customers, who lie all over a large file."""
    db.execute("CREATE INDEX customers_at_hand ON customers (id, deleted_at, customer_no)")


@MIGRATIONS()
def m0004_numbers_by_value(db: Database) -> None:
    """The kit keeps these indexes, with numbers by their value (kit/store/sorting)."""
    db.execute("DROP INDEX customers_number")
    db.execute("DROP INDEX customers_name")
    db.execute("DROP INDEX customers_at_hand")


@MIGRATIONS()
def m0005_counts(db: Database) -> None:
    """What the list's views count is read from an index alone; so deleted_at stands in it too."""
    db.execute("CREATE INDEX customers_class ON customers (customer_class, deleted_at) WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX customers_completeness ON customers (record_completeness, deleted_at)"
               " WHERE deleted_at IS NULL")


@MIGRATIONS()
def m0006_bin(db: Database) -> None:
    """Which customers lie in the recycle bin: nothing is due of them."""
    db.execute("CREATE INDEX customers_bin ON customers (id, deleted_at) WHERE deleted_at IS NOT NULL")
