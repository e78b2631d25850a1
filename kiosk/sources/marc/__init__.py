"""Readers of MARC 21 and UNIMARC records, in every encoding that libraries use."""
