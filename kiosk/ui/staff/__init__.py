"""The screens for staff: first start, checks, sync status and screen captures."""
