# Runs a command for as long as standard input stays open: sh -c "$(cat guard.sh)" NAME COMMAND...
# The command gets SIGTERM at end of file, so it ends when whoever started this guard ends, however
# that happens. In a session of its own it does not see the Ctrl-C of a terminal (without setsid, as
# on macOS, a command that handles SIGINT itself does).
trap '' INT HUP
exec 3<&0
$(command -v setsid) "$@" 3<&- &
child=$!
trap 'kill "$child" 2>/dev/null' TERM
{
  while read -r _ <&3; do :; done
  kill "$child" 2>/dev/null
} &
watch=$!
exec 3<&-
wait "$child"
code=$?
while kill -0 "$child" 2>/dev/null; do
  wait "$child"
  code=$?
done
kill "$watch" 2>/dev/null
exit "$code"
