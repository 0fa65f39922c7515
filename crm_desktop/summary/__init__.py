"""The month's summary over customers, complaints, call-backs and surveys (客户服务月度汇总表)."""

from crm_desktop.kit.feature import Feature
from crm_desktop.kit.i18n import N_

FEATURE = Feature(name="summary", title=N_("Summary"), order=80,
                  after=("customers", "complaints", "visits", "surveys", "remarks"))
