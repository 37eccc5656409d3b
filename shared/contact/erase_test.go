package contact_test

import (
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

func TestNothingOfWhoWasErasedIsLeftOrComesBack(t *testing.T) {
	full := connected("c1")
	full.Pop, full.WrapUp = popped.Pop, contact.WrapUp{At: newYear, Disposition: "sold"}
	full.OpenAt, full.Unlinked, full.Failures = newYear, newYear, 3
	refused := connected("c1")
	refused.DueAt, refused.Rejected = time.Time{}, contact.Refusal{Reason: "too long", At: newYear}
	for name, s := range map[string]tables{
		"a contact in full":                {"c1": full},
		"a rejected one":                   {"c1": refused},
		"one of which facts are under way": {},
	} {
		t.Run(name, func(t *testing.T) {
			before := s["c1"]
			now := func() time.Time { return newYear }
			eraser := contact.NewEraser(s, usual, now)
			if found, err := eraser.Erase(t.Context(), "c1"); err != nil || found != (before.Version != 0) {
				t.Fatalf("found %t, %v", found, err)
			}
			erased := s["c1"]
			want := contact.Item{State: contact.State{ID: "c1"}, Version: erased.Version, Erased: newYear, ExpiresAt: erased.ExpiresAt}
			if erased != want || erased.Version <= before.Version || erased.ExpiresAt.Before(newYear.AddDate(2, 0, 0)) {
				t.Errorf("the item is %+v", erased)
			}
			record := contact.State{ID: "c1", Record: contact.Report{UpdatedAt: newYear}}
			if item, err := contact.NewKeeper(s, bells{}, usual, now).Learn(t.Context(), record); err != nil || item.Erased.IsZero() || s["c1"] != erased {
				t.Errorf("%v: after a late record the item is %+v", err, s["c1"])
			}
			if found, err := eraser.Erase(t.Context(), "c1"); found || err != nil || s["c1"] != erased {
				t.Errorf("erased again: found %t, %v, %+v", found, err, s["c1"])
			}
		})
	}
}

func TestAnUploadUnderWayDoesNotUndoAnErasure(t *testing.T) {
	s := tableOf(connected("c1"))
	crm := &salesforce{meets: func() {
		if _, err := contact.NewEraser(s, usual, func() time.Time { return newYear }).Erase(t.Context(), "c1"); err != nil {
			t.Error(err)
		}
	}}
	settled := crm.sync(t, s, newYear, "c1").Settled
	if settled[0].Outcome != contact.Overtaken || s["c1"].Erased.IsZero() {
		t.Errorf("settled %+v; the item is %+v", settled, s["c1"])
	}
}

func TestWhatIsNoContactIsNotErased(t *testing.T) {
	_, err := contact.NewEraser(tableOf(), usual, nil).Erase(t.Context(), "+15550100")
	if fault.KindOf(err) != fault.Invalid {
		t.Errorf("%v", err)
	}
}
