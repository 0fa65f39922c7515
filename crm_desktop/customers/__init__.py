"""Customers: the one register every other form points to, with contacts, purchases, call notes and files."""

from crm_desktop.kit.feature import Entity, Feature, Setting
from crm_desktop.kit.i18n import N_

FEATURE = Feature(
    name="customers",
    title=N_("Customers"),
    order=10,
    after=("staff",),
    entities=(
        Entity(
            form="customer_master", table="customers", title=("customer_name",),
            search=("customer_name", "telephone", "email", "address", "region", "industry", "legal_representative",
                    "registration_code"),
            columns=("customer_no", "customer_name", "customer_grade", "customer_class", "region", "telephone",
                     "last_contact_at", "next_callback_on", "latest_satisfaction", "open_complaints",
                     "account_manager", "record_completeness"),
            filters=("customer_class", "region", "customer_status", "account_manager", "record_completeness",
                     "customer_grade", "industry", "lifecycle_stage"),
            sort="customer_no", sorted_text=("customer_name",), icon="users", generated=("record_completeness",)),
        Entity(
            form="contact_person", table="contacts", title=("contact_name",), part_of="customer_master",
            customer="customer", search=("contact_name", "telephone", "mobile", "email"),
            columns=("contact_name", "customer", "position", "department", "mobile", "telephone", "email",
                     "is_main_contact"),
            filters=("customer", "contact_level", "is_main_contact"), sort="-id", icon="contact-round"),
        Entity(
            form="purchase_record", table="purchases", title=("number", "product"), part_of="customer_master",
            customer="customer", when="purchase_date", person="salesperson", summary="product",
            columns=("number", "purchase_date", "customer", "product", "quantity", "amount", "salesperson",
                     "order_status"),
            filters=("customer", "salesperson", "purchase_date"), sort="-purchase_date", icon="shopping-cart"),
        Entity(
            form="communication_record", table="communications", title=("number",), customer="customer",
            when="communicated_at", person="recorded_by", summary="content", contact=True,
            search=("content", "customer_needs", "follow_up"),
            columns=("number", "communicated_at", "customer", "contact", "direction", "method", "content",
                     "recorded_by"),
            filters=("customer", "method", "topic", "recorded_by", "communicated_at"), sort="-communicated_at",
            icon="notebook-pen"),
        Entity(
            form="attached_file", table="attachments", title=("file_name",), customer="customer", when="added_at",
            person="added_by", summary="file_name", search=("file_name", "remarks"),
            columns=("number", "file_name", "customer", "size", "added_at", "added_by"),
            filters=("customer", "added_at"), sort="-added_at", icon="paperclip"),
    ),
    settings=(
        Setting("customers.completeness_near", N_("Data completeness is marked below (percent)"), "int", 80,
                minimum=0, maximum=100),
    ),
)
