package main

import (
	"strings"
	"testing"
	"time"
)

// kept is an archive of a bus.
const kept = `{"ArchiveArn":"archive","EventSourceArn":"bus","EventCount":7,"SizeBytes":3000000,"CreationTime":1767225600}`

func TestAReplayShowsWhatItReplays(t *testing.T) {
	const events, changes = "tieline-dev-salesforce-events", "tieline-dev-salesforce-change-events"
	for name, tt := range map[string]struct {
		args     string
		archives []string // replies
		replayed []string
	}{
		"of contact events":             {"", []string{kept}, []string{"tieline-dev-contact-events"}},
		"of Salesforce's":               {"--salesforce", []string{kept, ""}, []string{events}},
		"of Salesforce's and changes":   {"--salesforce", []string{kept, kept}, []string{events, changes}},
		"of Salesforce's changes alone": {"--salesforce", []string{"", kept}, []string{changes}},
	} {
		c := newCloudStage(t)
		c.replies["DescribeArchive"] = tt.archives
		c.replies["DescribeRule"] = []string{`{"Arn":"rule"}`}
		c.replies["StartReplay"] = []string{`{}`}
		c.replies["DescribeReplay"] = []string{`{"State":"COMPLETED"}`}
		out, err := said(replayCommand(), "", append(strings.Fields(tt.args), "--from", "2026-01-01T09:30", "--to", "2026-01-01T11:00")...)
		for _, archive := range tt.replayed {
			for _, want := range []string{
				"archive " + archive + ": some 7 events, 2 MB, of all times since 2026-01-01T00:00:00Z\n", "replay " + archive + "-",
				" of 2026-01-01T09:30:00Z to 2026-01-01T11:00:00Z\n", "replay, min  ████████████████ 100% 90/90",
			} {
				if err != nil || !strings.Contains(out, want) {
					t.Errorf("%s: %v, said\n%swithout %q", name, err, out, want)
				}
			}
			if !c.did("StartReplay", `"FilterArns":["rule"]`, `"Arn":"bus"`, `"ReplayName":"`+archive+"-20") || !c.did("DescribeRule", archive) {
				t.Errorf("%s: asked %v", name, c.asked)
			}
		}
		if n, bars := len(tt.replayed), strings.Count(out, "90/90"); strings.Count(out, "archive ") != n || bars != n {
			t.Errorf("%s: said\n%s", name, out)
		}
	}
}

func TestAReplaySaysWhatItCannotHave(t *testing.T) {
	c := newCloudStage(t)
	if _, err := said(replayCommand(), "", "--from", "2026-01-01"); err == nil || !strings.Contains(err.Error(), "keeps no such archive") {
		t.Errorf("without an archive: %v", err)
	}
	c.replies["DescribeArchive"] = []string{`{"ArchiveArn":"archive","EventSourceArn":"bus","CreationTime":1767225600}`}
	out, err := said(replayCommand(), "", "--from", "2025-12-31")
	if err == nil || c.did("StartReplay") || !strings.Contains(out, "What happened before that is not in it.\nEvents of the last 10 min may be missing") {
		t.Errorf("%v, said\n%s", err, out)
	}
}

// Whoever leaves leaves all of them running, and a replay that cannot be started stops no other.
func TestReplaysAreStartedBeforeOneIsFollowed(t *testing.T) {
	c := newCloudStage(t)
	c.replies["DescribeArchive"] = []string{kept}
	c.replies["DescribeRule"] = []string{`{"Arn":"rule"}`}
	c.replies["StartReplay"] = []string{`{}`}
	if _, err := said(replayCommand(), "", "--salesforce", "--from", "2026-01-01"); err == nil || strings.Join(c.operations("Replay"), " ") != "StartReplay StartReplay DescribeReplay DescribeReplay" {
		t.Errorf("%v, asked %v", err, c.asked)
	}
	c.asked, c.replies["DescribeRule"], c.replies["DescribeReplay"] = nil, []string{"", `{"Arn":"rule"}`}, []string{`{"State":"COMPLETED"}`}
	out, err := said(replayCommand(), "", "--salesforce", "--from", "2026-01-01")
	if err == nil || !strings.Contains(err.Error(), "tieline-dev-salesforce-events") || !c.did("StartReplay", "salesforce-change-events") || !strings.Contains(out, "100%") {
		t.Errorf("%v, said\n%s", err, out)
	}
}

func TestTimesOfAReplayAreInOrder(t *testing.T) {
	now := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct{ from, to, want string }{
		"until now":        {"2026-01-02T10:00:00Z", "", "2026-01-02T10:00:00Z 2026-01-02T12:00:00Z"},
		"with a zone":      {"2026-01-02T10:00:00+02:00", "2026-01-02T10:00+01:00", "2026-01-02T08:00:00Z 2026-01-02T09:00:00Z"},
		"without one":      {"2026-01-01T10:00", "2026-01-01T10:00:30", "2026-01-01T10:00:00Z 2026-01-01T10:00:30Z"},
		"of days":          {"2026-01-01", "2026-01-02", "2026-01-01T00:00:00Z 2026-01-02T00:00:00Z"},
		"backwards":        {"2026-01-02", "2026-01-01", ""},
		"of no time":       {"2026-01-01", "2026-01-01", ""},
		"in the future":    {"2026-01-02", "2026-01-03", ""},
		"what is no time":  {"yesterday", "", ""},
		"what is no time2": {"2026-01-02", "tomorrow", ""},
	} {
		from, to, err := replayFlags{from: tt.from, to: tt.to}.times(now)
		got := from.Format(time.RFC3339) + " " + to.Format(time.RFC3339)
		if tt.want == "" && err == nil || tt.want != "" && (err != nil || got != tt.want) {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
}
