package flow

// mostBytes of all attributes of a contact; beyond, the block that sets them
// takes its error branch (API reference, UpdateContactAttributes).
const mostBytes = 32 << 10

func checkSizes(l *linter) {
	for _, a := range l.flow.Actions {
		longest, all := 0, 0
		texts(a.Parameters, func(s string) { longest = max(longest, len(s)) })
		texts(a.Parameters["Attributes"], func(s string) { all += len(s) })
		switch {
		case longest > mostBytes:
			l.say(a.Identifier, Size, "holds a value of %d bytes, and Connect takes %d", longest, mostBytes)
		case all > mostBytes:
			l.say(a.Identifier, Size, "sets attributes of %d bytes, and a contact may have %d", all, mostBytes)
		}
	}
}
