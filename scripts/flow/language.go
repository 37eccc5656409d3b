package flow

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// What Connect takes (developer guide, "Example flow" and "Actions").
const (
	version       = "2019-10-30" // the only one there is
	mostActions   = 250          // of one flow
	longestID     = 50           // characters of an identifier
	forbiddenInID = `%:(\/)=$,;[]{}`
)

var forbiddenIDs = []string{
	"__proto__", "constructor", "__defineGetter__", "__defineSetter__", "toString", "hasOwnProperty", "isPrototypeOf",
	"propertyIsEnumerable", "toLocaleString", "valueOf",
}

func checkLanguage(l *linter) {
	if l.flow.Version != version {
		l.say("", Language, "is of version %q, and Connect knows only %s", l.flow.Version, version)
	}
	if n := len(l.flow.Actions); n > mostActions {
		l.say("", Language, "has %d actions, and Connect takes %d", n, mostActions)
	}
	seen := map[string]bool{}
	for _, a := range l.flow.Actions {
		id := a.Identifier
		if seen[id] {
			l.say(id, Language, "stands twice")
		}
		seen[id] = true
		if n := utf8.RuneCountInString(id); n == 0 || n > longestID {
			l.say(id, Language, "has an identifier of %d characters, and Connect takes 1 to %d", n, longestID)
		}
		if strings.ContainsAny(id, forbiddenInID) || slices.Contains(forbiddenIDs, id) {
			l.say(id, Language, "has an identifier that Connect forbids")
		}
		if a.Type == "" {
			l.say(id, Language, "has no type")
		}
	}
}
