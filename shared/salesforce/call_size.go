package salesforce

import (
	"context"
	"errors"
	"sync"
)

// fullSize is how many records a call may have (REST API guide, "sObject
// Collections"), and growth is how many more the next one has once the org has
// answered in time.
const (
	fullSize = 200
	growth   = 10
)

// callSize is how many records the org takes in one call before our own time is
// up. A call that was cut off may be one of an org that is down, which more calls
// would not help, or too large for a slow one. So it costs one call either way,
// and the next are half as large, until they pass.
//
// It may be used by several at once. Its zero value is full size.
type callSize struct {
	mu   sync.Mutex
	most int // 0 is full size
}

// fit is how many of n records go in the next call.
func (s *callSize) fit(n int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.most == 0 {
		return n
	}
	return min(n, s.most)
}

// timedOut notes that a call of n records was not answered in time.
func (s *callSize) timedOut(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.most = max(1, n/2)
}

// inTime notes that one was.
func (s *callSize) inTime(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.most == 0 || n < s.most {
		return
	}
	if s.most += growth; s.most >= fullSize {
		s.most = 0
	}
}

// timedOut reports whether a call was cut off for its time.
func timedOut(err error) bool { return errors.Is(err, context.DeadlineExceeded) }
