"""The former names, until the tests of this room have moved."""

from cms.publishing.reading.entries import BEGINS_AT as BEGINS_AT
from cms.publishing.reading.entries import SORT_FIELDS as SORT_FIELDS
from cms.publishing.reading.entries import is_live as is_live
from cms.publishing.reading.entries import live_entries as live_entries
from cms.publishing.reading.entries import matching as matching
from cms.publishing.reading.sequence import current_sequence as current_sequence
from cms.publishing.reading.sequence import ledger_identity as ledger_identity
