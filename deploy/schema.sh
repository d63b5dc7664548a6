#!/bin/sh
# Makes Temporal's two databases, or brings them to this version's schema. Safe to repeat; run it before a newer server starts.
# Needs temporal-sql-tool, and where PostgreSQL is: SQL_PLUGIN, SQL_HOST, SQL_PORT, SQL_USER, SQL_PASSWORD.
set -eu
schema=${TEMPORAL_SCHEMA:-/etc/temporal/schema}/postgresql/v12
for database in temporal temporal_visibility; do
  # The first two leave alone what is there already.
  temporal-sql-tool --database "$database" create
  temporal-sql-tool --database "$database" setup-schema --version 0.0
  temporal-sql-tool --database "$database" update-schema --schema-dir "$schema/${database#temporal_}/versioned"
done
