# Makes the database and its two roles, as the README says. Sourced by the image's entry point when the volume is empty.
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username postgres \
  --set owner="$OWNER_USERNAME" --set owner_password="$OWNER_PASSWORD" \
  --set service="$SERVICE_USERNAME" --set service_password="$SERVICE_PASSWORD" <<'SQL'
CREATE ROLE :"owner" LOGIN PASSWORD :'owner_password';
CREATE ROLE :"service" LOGIN PASSWORD :'service_password';
CREATE DATABASE tollgate OWNER :"owner";
SQL
