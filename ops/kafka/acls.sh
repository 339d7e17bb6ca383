#!/bin/sh
# Grants what acls.txt lists, with Kafka's own tool, to the users poller, streams and subscriber:
#   acls.sh TOPIC_PREFIX --bootstrap-server HOST:PORT --command-config admin.properties
# KAFKA_ACLS names the tool where it is not on the path. Granting twice does no harm.
set -eu
if [ $# -lt 3 ]; then
  echo "usage: $0 TOPIC_PREFIX --bootstrap-server HOST:PORT [--command-config FILE]" >&2
  exit 2
fi
prefix=$1
shift
sed -e '/^#/d' -e '/^ *$/d' -e "s/PREFIX/$prefix/" "$(dirname "$0")/acls.txt" |
  while read -r user operation resource pattern name; do
    case $resource in
      topic | group) option=--$resource ;;
      transactionalId) option=--transactional-id ;;
      *) echo "acls.txt: no such resource: $resource" >&2; exit 1 ;;
    esac
    "${KAFKA_ACLS:-kafka-acls.sh}" "$@" --add --allow-principal "User:$user" --operation "$operation" \
      "$option" "$name" --resource-pattern-type "$pattern" < /dev/null
  done
