package tuned_test

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tieline/shared/sla"
	"tieline/shared/sla/tuned"
	"tieline/shared/tuning"
)

const queue = "aaaaaaaa-0000-4000-8000-000000000001"

func hours(t *testing.T, text string) sla.Hours {
	t.Helper()
	h, err := sla.ParseHours(text)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestAPolicyIsAsAdminsTunedIt(t *testing.T) {
	byDefault := sla.Policy{Target: 80, Threshold: 20 * time.Second, Window: 15 * time.Minute, FinalWindow: time.Hour, Variant: sla.Connect,
		Bad: 3, Of: 5, Minimum: 10, Hours: hours(t, "always"), AbandonLimit: 10, PopLimit: 95, WaitLimit: 5 * time.Minute, WrapUpAfter: 10 * time.Minute}
	if got := tuned.Policy(nil, queue); !reflect.DeepEqual(got, byDefault) {
		t.Errorf("by default %+v, want %+v", got, byDefault)
	}
	opening := "Mon-Fri 08:00-18:00 Europe/Berlin"
	forAll := tuning.Snapshot{"sla/target": "91", "sla/threshold": "2", "sla/window": "120", "sla/final-window": "300", "sla/variant": "abandons-negative",
		"sla/breach-minutes": "4", "sla/breach-of": "6", "sla/minimum-contacts": "7", "sla/opening-hours": opening, "sla/abandon-limit": "8",
		"sla/pop-limit": "96", "sla/wait-limit": "9", "sla/wrap-up-after": "60"}
	want := sla.Policy{Target: 91, Threshold: 2 * time.Second, Window: 2 * time.Minute, FinalWindow: 5 * time.Minute, Variant: sla.AbandonsNegative,
		Bad: 4, Of: 6, Minimum: 7, Hours: hours(t, opening), AbandonLimit: 8, PopLimit: 96, WaitLimit: 9 * time.Second, WrapUpAfter: time.Minute}
	if got := tuned.Policy(forAll, ""); !reflect.DeepEqual(got, want) {
		t.Errorf("tuned %+v, want %+v", got, want)
	}
	one, others := tuning.Snapshot{}, 0
	for name, text := range forAll {
		if d, _ := tuning.Find(name); d.PerQueue {
			one[d.ForQueue(queue)] = text
			continue
		}
		one[name] = text
		others++
	}
	if got := tuned.Policy(one, queue); !reflect.DeepEqual(got, want) || others != 4 {
		t.Errorf("tuned for the queue %+v, want %+v; %d are for all", got, want, others)
	}
	if got := tuned.Policy(one, ""); got.Target != 80 || got.Bad != 3 || !got.Hours.Always() {
		t.Errorf("the queue's own hold for others: %+v", got)
	}
}

func TestAVariantThatIsAllowedIsOneOfTheArithmetic(t *testing.T) {
	for _, v := range []sla.Variant{sla.Connect, sla.IgnoreAbandons, sla.AbandonsNegative, sla.AbandonsPositive} {
		if got := tuned.Policy(tuning.Snapshot{"sla/variant": string(v)}, "").Variant; got != v {
			t.Errorf("%s reads as %s", v, got)
		}
	}
	if words := strings.Count(tuning.SLAVariant.Pattern, "|") + 1; words != 4 {
		t.Errorf("%d variants are allowed", words)
	}
}

// TestOpeningHoursThatAreAllowedCanBeRead has Compile see whatever the pattern lets
// through: what it takes into the snapshot, package sla reads, and as it is written.
// What it does not take never comes to Policy.
func TestOpeningHoursThatAreAllowedCanBeRead(t *testing.T) {
	spans, _, _ := strings.Cut(strings.TrimPrefix(tuning.SLAHours.Pattern, "always|"), " [A-Z]")
	times, taken := regexp.MustCompile(`(\d\d:\d\d)-\d\d:\d\d`), 0
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(tuning.SLAHours.Pattern).Draw(t, "whatever")
		if rapid.Bool().Draw(t, "in a zone that there is") {
			zone := rapid.SampledFrom([]string{"UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+5", "America/Port-au-Prince", "Asia/Ho_Chi_Minh"})
			text = rapid.StringMatching(spans).Draw(t, "spans") + " " + zone.Draw(t, "zone")
			text = times.ReplaceAllString(text, rapid.SampledFrom([]string{"$0", "$1-$1"}).Draw(t, "times"))
		}
		now, rejected := tuning.Compile([]tuning.Override{{Name: "sla/opening-hours", Text: text}}, nil)
		read, err := sla.ParseHours(text)
		if _, in := now["sla/opening-hours"]; in != (err == nil) || in == (len(rejected) == 1) {
			t.Errorf("%q: in force %t, rejected %v, read %v", text, in, rejected, err)
		}
		if err == nil && !reflect.DeepEqual(tuned.Policy(now, "").Hours, read) {
			t.Errorf("%q is in force as %v", text, tuned.Policy(now, "").Hours)
		}
		if err == nil {
			taken++
		}
	})
	if taken < 10 {
		t.Errorf("only %d were allowed", taken)
	}
}

func TestHoursAreThoseThatAreSet(t *testing.T) {
	const other, day, night = "bbbbbbbb-0000-4000-8000-000000000009", "Mon-Fri 08:00-18:00 UTC", "Mon-Fri 22:00-06:00 UTC"
	for name, tt := range map[string]struct {
		tuned tuning.Snapshot
		want  []string
	}{
		"none":                     {nil, nil},
		"of all":                   {tuning.Snapshot{"sla/opening-hours": day}, []string{day}},
		"of one":                   {tuning.Snapshot{"sla/queue/" + queue + "/opening-hours": day}, []string{day}},
		"of all and one":           {tuning.Snapshot{"sla/opening-hours": night, "sla/queue/" + other + "/opening-hours": day}, []string{day, night}},
		"of one that is as others": {tuning.Snapshot{"sla/opening-hours": day, "sla/queue/" + other + "/opening-hours": day}, []string{day}},
		"of all, and one is open always": {
			tuning.Snapshot{"sla/opening-hours": day, "sla/queue/" + queue + "/opening-hours": "always", "sla/queue/" + other + "/opening-hours": "always"}, []string{day}},
		"of none of these": {tuning.Snapshot{"sla/queue/cccccccc-0000-4000-8000-000000000003/opening-hours": day}, nil},
	} {
		var got []string
		for _, h := range tuned.Hours(tt.tuned, []string{queue, other}) {
			got = append(got, h.String())
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestOpeningHoursThatCannotBeReadAreThoseByDefault(t *testing.T) {
	if got := tuned.Policy(tuning.Snapshot{"sla/opening-hours": "Mon 08:00-18:00 Europe/Berln"}, ""); !got.Hours.Always() {
		t.Errorf("hours %v", got.Hours)
	}
}
