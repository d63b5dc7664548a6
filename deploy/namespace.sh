#!/bin/sh
# Makes the namespace and the search attributes that drover's workflows use. Safe to repeat.
set -eu
temporal operator namespace describe --namespace default >/dev/null 2>&1 ||
  temporal operator namespace create --namespace default --retention 72h
for attribute in DroverDomain=Keyword DroverName=Keyword DroverHosts=KeywordList DroverSource=Keyword \
  DroverDestination=Keyword DroverPhase=Keyword; do
  temporal operator search-attribute create --namespace default --name "${attribute%=*}" --type "${attribute#*=}"
done
