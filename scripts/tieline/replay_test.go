package main

import (
	"strings"
	"testing"
	"time"
)

func TestAReplayShowsWhatItReplays(t *testing.T) {
	for name, tt := range map[string]struct {
		args, archive string
	}{
		"of contact events": {"", "tieline-dev-contact-events"},
		"of Salesforce's":   {"--salesforce", "tieline-dev-salesforce-events"},
	} {
		c := newCloudStage(t)
		c.replies["DescribeArchive"] = []string{`{"ArchiveArn":"archive","EventSourceArn":"bus","EventCount":7,"SizeBytes":3000000,"CreationTime":1767225600}`}
		c.replies["DescribeRule"] = []string{`{"Arn":"rule"}`}
		c.replies["StartReplay"] = []string{`{}`}
		c.replies["DescribeReplay"] = []string{`{"State":"COMPLETED"}`}
		out, err := said(replayCommand(), "", append(strings.Fields(tt.args), "--from", "2026-01-01T09:30", "--to", "2026-01-01T11:00")...)
		for _, want := range []string{
			"archive " + tt.archive + ": some 7 events, 2 MB, of all times since 2026-01-01T00:00:00Z\n",
			" of 2026-01-01T09:30:00Z to 2026-01-01T11:00:00Z\n", "replay, min  ████████████████ 100% 90/90",
		} {
			if err != nil || !strings.Contains(out, want) {
				t.Errorf("%s: %v, said\n%swithout %q", name, err, out, want)
			}
		}
		if !c.did("StartReplay", `"FilterArns":["rule"]`, `"Arn":"bus"`) || !c.did("DescribeArchive", tt.archive) || !c.did("DescribeRule", tt.archive) {
			t.Errorf("%s: asked %v", name, c.asked)
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
