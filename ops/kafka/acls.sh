#!/bin/sh
# Grants what acls.txt lists, with Kafka's own tool, to the users poller, streams and subscriber:
#   acls.sh TOPIC_PREFIX --bootstrap-server HOST:PORT --command-config admin.properties
# KAFKA_ACLS names the tool where it is not on the path. Granting twice does no harm.
set -eu
# So that A-Z are these letters and no others.
LC_ALL=C
if [ $# -lt 3 ]; then
  echo "usage: $0 TOPIC_PREFIX --bootstrap-server HOST:PORT [--command-config FILE]" >&2
  exit 2
fi
prefix=$1
shift
# The services' own rule. With a blank in it, rights would be granted on whatever begins with its first word.
case $prefix in
  "" | [!A-Za-z0-9]* | *[!A-Za-z0-9._-]*) fits=no ;;
  *) fits=yes ;;
esac
if [ $fits = no ] || [ ${#prefix} -gt 100 ]; then
  echo "TOPIC_PREFIX must be at most 100 letters (A-Z), digits, '.', '_' and '-', beginning with a letter or digit" >&2
  exit 2
fi
# Apart from what follows, for of a pipe only the last failure counts.
rights=$(sed -e '/^#/d' -e '/^ *$/d' -e "s/PREFIX/$prefix/" "$(dirname "$0")/acls.txt")
# The tool takes seconds to start: what differs in the resource only is granted by one call.
calls=$(echo "$rights" | awk '
  BEGIN { option["topic"] = "--topic"; option["group"] = "--group"; option["transactionalId"] = "--transactional-id" }
  !($3 in option) { print "acls.txt: no such resource: " $3 > "/dev/stderr"; exit failed = 1 }
  { call = $1 " " $2 " " $4 }
  !(call in resources) { order[++calls] = call }
  { resources[call] = resources[call] " " option[$3] " " $5 }
  END { if (failed) exit 1; for (i = 1; i <= calls; i++) print order[i] resources[order[i]] }')
echo "$calls" | while read -r user operation pattern resources; do
  # $resources is several words.
  "${KAFKA_ACLS:-kafka-acls.sh}" "$@" --add --allow-principal "User:$user" --operation "$operation" \
    --resource-pattern-type "$pattern" $resources < /dev/null || {
    echo "not all is granted: it failed at $operation of User:$user on $resources" >&2
    exit 1
  }
done
