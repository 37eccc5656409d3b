package connecttest

// attempts counts how often the leg was offered to an agent.
func (l *leg) attempts() int {
	if l.agent != nil {
		return len(l.missed) + 1
	}
	return len(l.missed)
}

// systemAddress is the system endpoint's in the record: of a callback it is not
// a number (Amazon Connect administrator guide, "Contact records data model").
func (l *leg) systemAddress() string {
	if l.method == callback {
		return "Softphone"
	}
	return l.system
}

// endpoint is one of the leg's, nil if it has none.
func (l *leg) endpoint(address string) *endpoint {
	return Contact{Channel: l.channel}.endpoint(address)
}

// media are the streams of the leg's channel.
func (l *leg) media() []mediaStream {
	switch l.channel {
	case voice:
		return []mediaStream{{"AUDIO"}}
	case chat:
		return []mediaStream{{"CHAT"}}
	}
	return []mediaStream{}
}

// recordingOf is where the recording of an answered leg lies, or its transcript:
// bucket and key, with the minute in which the agent connected; "" if there is none.
func (s *scene) recordingOf(l *leg) string {
	if l.agent == nil || l.method == monitor {
		return ""
	}
	t := s.at(l.connected)
	name := t.Format("2006/01/02/") + l.id + t.Format("_20060102T15:04_UTC")
	switch l.channel {
	case voice:
		return "connect-recordings/connect/simulated/CallRecordings/" + name + ".wav"
	case chat:
		return "connect-recordings/connect/simulated/ChatTranscripts/" + name + ".json"
	}
	return ""
}
