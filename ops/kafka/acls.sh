#!/bin/sh
# Grants the permissions in acls.txt to the users poller, streams and subscriber, with Kafka's tool:
#   acls.sh TOPIC_PREFIX --bootstrap-server HOST:PORT --command-config admin.properties
# KAFKA_ACLS is the path of the tool if it is not on PATH. Granting permissions twice is harmless.
set -eu
# A-Z then means only ASCII letters.
LC_ALL=C
if [ $# -lt 3 ]; then
  echo "usage: $0 TOPIC_PREFIX --bootstrap-server HOST:PORT [--command-config FILE]" >&2
  exit 2
fi
prefix=$1
shift
# The same rule as in the services. A space in the prefix would grant permissions on everything that
# begins with its first word.
case $prefix in
  "" | [!A-Za-z0-9]* | *[!A-Za-z0-9._-]*) fits=no ;;
  *) fits=yes ;;
esac
if [ $fits = no ] || [ ${#prefix} -gt 100 ]; then
  echo "TOPIC_PREFIX must be at most 100 letters (A-Z), digits, '.', '_' and '-', beginning with a letter or digit" >&2
  exit 2
fi
# A separate command, because the exit code of a pipe is that of its last command.
rights=$(sed -e '/^#/d' -e '/^ *$/d' -e "s/PREFIX/$prefix/" "$(dirname "$0")/acls.txt")
# The tool takes seconds to start, so permissions that differ only in the resource share one call.
calls=$(echo "$rights" | awk '
  BEGIN { option["topic"] = "--topic"; option["group"] = "--group"; option["transactionalId"] = "--transactional-id" }
  !($3 in option) { print "acls.txt: unknown resource type: " $3 > "/dev/stderr"; exit failed = 1 }
  { call = $1 " " $2 " " $4 }
  !(call in resources) { order[++calls] = call }
  { resources[call] = resources[call] " " option[$3] " " $5 }
  END { if (failed) exit 1; for (i = 1; i <= calls; i++) print order[i] resources[order[i]] }')
echo "$calls" | while read -r user operation pattern resources; do
  # $resources is unquoted because it contains several arguments.
  "${KAFKA_ACLS:-kafka-acls.sh}" "$@" --add --allow-principal "User:$user" --operation "$operation" \
    --resource-pattern-type "$pattern" $resources < /dev/null || {
    echo "Not all permissions were granted: kafka-acls failed to grant $operation on $resources to User:$user. Fix the error above and run the script again." >&2
    exit 1
  }
done
