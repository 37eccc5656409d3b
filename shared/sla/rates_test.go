package sla_test

import (
	"encoding/json"
	"math"
	"math/big"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tieline/shared/sla"
)

// Ten contacts, by hand: 4 answered in time and 2 late, 1 abandoned in time and 1
// late, 1 moved in time, 1 still waiting too long.
var ten = sla.Figures{Offered: 10, Within: 6, Answered: 6, AnsweredWithin: 4, Abandoned: 2, AbandonedWithin: 1, Moved: 1, Overdue: 1, Waiting: 3,
	Timed: 6, AnswerTime: 100000, Handled: 3, HandleTime: 1000, Popped: 6, PopFailed: 2, LongestWait: 4 * time.Minute}

func TestServiceLevelVariants(t *testing.T) {
	for v, want := range map[sla.Variant]float64{
		sla.Connect:          60,
		"":                   60,
		sla.IgnoreAbandons:   float64(400) / 9,
		sla.AbandonsNegative: 40,
		sla.AbandonsPositive: 50,
	} {
		if got, ok := ten.ServiceLevel(v); !ok || got != want {
			t.Errorf("%q: %g, %t", v, got, ok)
		}
	}
	if got, ok := ten.ServiceLevel("erlang"); ok || got != 0 {
		t.Errorf("a rule that is none gives %g", got)
	}
}

func TestOtherRates(t *testing.T) {
	abandoned, ok1 := ten.AbandonRate()
	popped, ok2 := ten.PopSuccess()
	asa, ok3 := ten.AverageSpeedOfAnswer()
	aht, ok4 := ten.AverageHandleTime()
	if abandoned != 20 || popped != 75 || asa != 16666666666 || aht != 333333333 || !ok1 || !ok2 || !ok3 || !ok4 {
		t.Errorf("%g %%, %g %%, %s, %s", abandoned, popped, asa, aht)
	}
}

func TestHeadroom(t *testing.T) {
	level, ok1 := policy.Headroom(ten)
	abandoned, ok2 := policy.AbandonHeadroom(ten)
	popped, ok3 := policy.PopHeadroom(ten)
	if level != -20 || abandoned != -10 || popped != -15 || policy.WaitHeadroom(ten) != time.Minute || !ok1 || !ok2 || !ok3 {
		t.Errorf("%g, %g, %g, %s", level, abandoned, popped, policy.WaitHeadroom(ten))
	}
	if policy.WaitHeadroom(sla.Figures{}) != policy.WaitLimit {
		t.Error("nobody waits, and yet somebody does")
	}
}

func TestOfNobodyNothingIsKnown(t *testing.T) {
	for name, f := range map[string]sla.Figures{
		"no contact":           {},
		"one that waits":       sla.Live([]sla.Contact{waits(-1)}, policy, noon),
		"one that is left out": sla.Live([]sla.Contact{waits(9999)}, policy, noon),
	} {
		for rate, of := range map[string]func() (float64, bool){
			"service level":    func() (float64, bool) { return f.ServiceLevel(sla.Connect) },
			"ignore abandons":  func() (float64, bool) { return f.ServiceLevel(sla.IgnoreAbandons) },
			"negative":         func() (float64, bool) { return f.ServiceLevel(sla.AbandonsNegative) },
			"positive":         func() (float64, bool) { return f.ServiceLevel(sla.AbandonsPositive) },
			"abandon rate":     f.AbandonRate,
			"pops":             f.PopSuccess,
			"headroom":         func() (float64, bool) { return policy.Headroom(f) },
			"abandon headroom": func() (float64, bool) { return policy.AbandonHeadroom(f) },
			"pop headroom":     func() (float64, bool) { return policy.PopHeadroom(f) },
			"speed":            func() (float64, bool) { d, ok := f.AverageSpeedOfAnswer(); return float64(d), ok },
			"handle time":      func() (float64, bool) { d, ok := f.AverageHandleTime(); return float64(d), ok },
		} {
			if got, ok := of(); ok || got != 0 || math.IsNaN(got) {
				t.Errorf("%s: %s is %g, %t", name, rate, got, ok)
			}
		}
	}
	allGaveUp := sla.Live([]sla.Contact{left(-100, 5, sla.Abandoned)}, policy, noon)
	if got, ok := allGaveUp.ServiceLevel(sla.IgnoreAbandons); ok {
		t.Errorf("all gave up, none counts, and yet %g %%", got)
	}
}

// A share is the nearest there is to the exact one, so 4 of 5 are not below 80 %.
func TestRatesAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := rapid.IntRange(1, 1_000_000).Draw(t, "whole")
		part := rapid.IntRange(0, whole).Draw(t, "part")
		want, _ := big.NewRat(int64(100*part), int64(whole)).Float64()
		if got, ok := (sla.Figures{Offered: whole, Abandoned: part}).AbandonRate(); !ok || got != want {
			t.Errorf("%d of %d are %v %%, want %v", part, whole, got, want)
		}
		millis := rapid.Int64Range(0, math.MaxInt64).Draw(t, "milliseconds")
		n := rapid.IntRange(max(1, int(millis/(1<<42))), math.MaxInt32).Draw(t, "contacts")
		mean := new(big.Int).Div(new(big.Int).Mul(big.NewInt(millis), big.NewInt(1_000_000)), big.NewInt(int64(n)))
		if got, ok := (sla.Figures{Handled: n, HandleTime: sla.Total(millis)}).AverageHandleTime(); !ok || int64(got) != mean.Int64() {
			t.Errorf("%d ms of %d contacts are %d ns, want %s", millis, n, got, mean)
		}
	})
}

func TestAMeanOfManyYearsIsNotCutOff(t *testing.T) {
	f := sla.Figures{Handled: 1, HandleTime: sla.Total((100 * 24 * time.Hour).Milliseconds())}
	for range 12 { // 4096 contacts of a hundred days: more than a time.Duration holds
		f = f.Plus(f)
	}
	if got, ok := f.AverageHandleTime(); !ok || got != 100*24*time.Hour {
		t.Errorf("%s, %t", got, ok)
	}
}

func TestFiguresComeBackFromJSON(t *testing.T) {
	var got sla.Figures
	if text, err := json.Marshal(ten); err != nil || json.Unmarshal(text, &got) != nil || got != ten {
		t.Errorf("%+v, %v", got, err)
	}
}
