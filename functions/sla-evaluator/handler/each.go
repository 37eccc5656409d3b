package handler

import (
	"sync"
	"sync/atomic"

	"tieline/shared/fault"
)

// atOnce is of how many queues contacts are read at once: each reading waits for
// the table most of the time.
const atOnce = 16

// each does n things, some at once, until one fails, and returns its error.
func each(n int, do func(n int) error) (err error) {
	var (
		next   atomic.Int64
		failed sync.Once
		ended  atomic.Bool
		all    sync.WaitGroup
	)
	for range min(n, atOnce) {
		all.Go(func() {
			for !ended.Load() {
				one := int(next.Add(1)) - 1
				if one >= n {
					return
				}
				if failure := guarded(func() error { return do(one) }); failure != nil {
					failed.Do(func() { err = failure })
					ended.Store(true)
				}
			}
		})
	}
	all.Wait()
	return err
}

// guarded makes an error of a panic, which beside the run itself nobody else
// would stop.
func guarded(do func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = fault.Panic()
		}
	}()
	return do()
}
