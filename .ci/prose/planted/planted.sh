# A folder for the log.
echo "There is no such directory; else nothing is done." >&2
if true; then exit; else exit 1; fi
