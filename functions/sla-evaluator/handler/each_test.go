package handler

import (
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"tieline/shared/fault"
)

func TestAllIsDoneAndNeverTooMuchAtOnce(t *testing.T) {
	for _, n := range []int{0, 1, atOnce, 100} {
		synctest.Test(t, func(t *testing.T) {
			var now, most atomic.Int64
			done := make([]int, n)
			err := each(n, func(one int) error {
				at := now.Add(1)
				most.Store(max(most.Load(), at))
				time.Sleep(time.Second)
				now.Add(-1)
				done[one]++
				return nil
			})
			if err != nil || most.Load() > atOnce {
				t.Errorf("%d: %d at once, %v", n, most.Load(), err)
			}
			for one, times := range done {
				if times != 1 {
					t.Errorf("%d is done %d times", one, times)
				}
			}
		})
	}
}

func TestAfterAFailureNothingNewIsBegun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var begun atomic.Int64
		wrong := errors.New("wrong")
		err := each(1000, func(one int) error {
			begun.Add(1)
			time.Sleep(time.Duration(one+1) * time.Second)
			if one == 3 {
				return wrong
			}
			return nil
		})
		if !errors.Is(err, wrong) || begun.Load() > 2*atOnce {
			t.Errorf("%d begun, %v", begun.Load(), err)
		}
	})
}

func TestAPanicInOneIsAnError(t *testing.T) {
	if err := each(3, func(int) error { panic("private") }); fault.KindOf(err) != fault.Unknown || err.Error() == "private" {
		t.Errorf("error %v", err)
	}
}
