#!/bin/sh
# Puts today's opening hours into the prompt when a message asks for them. Protocol: docs/external.md.
# One jq reads and answers every line; `hours:` under the entry's `options:` names the days.
exec jq -n -c --unbuffered '
  foreach inputs as $message ({};
    if $message.hello then .hours = $message.hello.options.hours else . end;
    if $message.hello then {hello: {version: 1, hooks: ["prePrompt"]}}
    elif $message.hook == null then empty
    elif $message.turn.message.text | test("\\b(open|opening|close|closed|hours)\\b"; "i") then
      ($message.now[:19] + "Z" | fromdate | strflocaltime("%A")) as $today
      | {id: $message.id, parts: [{
          text: ("Today is \($today).\nOpening hours today: \(.hours[$today] // "closed")")}]}
    else {id: $message.id, unchanged: true} end)'
