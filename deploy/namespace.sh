#!/bin/sh
# Makes the namespace and the search attributes that drover's workflows use, and waits until the server knows them. Safe to repeat.
# Needs temporal, and where the server is: TEMPORAL_ADDRESS and what else the command takes from the environment.
set -eu
namespace=${TEMPORAL_NAMESPACE:-default}
said=

# Runs a command until it succeeds: a server looks up what it was told only once in a while.
patiently() {
  tries=60
  until said=$("$@" 2>&1); do
    tries=$((tries - 1))
    if [ "$tries" -eq 0 ]; then
      echo "namespace.sh: still refused after a minute: $said" >&2
      exit 1
    fi
    sleep 1
  done
}

temporal operator namespace describe --namespace "$namespace" >/dev/null 2>&1 ||
  patiently temporal operator namespace create --namespace "$namespace" --retention 72h
for attribute in DroverDomain=Keyword DroverName=Keyword DroverHosts=KeywordList DroverSource=Keyword \
  DroverDestination=Keyword DroverPhase=Keyword; do
  patiently temporal operator search-attribute create --namespace "$namespace" \
    --name "${attribute%=*}" --type "${attribute#*=}"
done
# Jobs that are started before that are refused.
patiently temporal workflow count --namespace "$namespace" --query "DroverDomain = 'none' OR DroverPhase = 'none'"
