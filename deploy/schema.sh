#!/bin/sh
# Makes Temporal's two databases, or brings them to this version's schema. Safe to repeat.
set -eu
for database in temporal temporal_visibility; do
  schema=/etc/temporal/schema/postgresql/v12/${database#temporal_}/versioned
  # Both fail where the database is there already; then update-schema decides.
  temporal-sql-tool --database "$database" create || true
  temporal-sql-tool --database "$database" setup-schema --version 0.0 || true
  temporal-sql-tool --database "$database" update-schema --schema-dir "$schema"
done
