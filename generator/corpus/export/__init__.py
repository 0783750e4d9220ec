"""The corpus to take along: records, tables, Data Packages."""
