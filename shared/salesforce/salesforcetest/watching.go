package salesforcetest

import (
	"encoding/binary"
	"math/rand/v2"
)

// Repeat has the org make its ids and tokens of a seed, so that a run can be
// repeated exactly. Until then nobody can guess them.
func (o *Org) Repeat(seed uint64) {
	o.lock()
	defer o.mu.Unlock()
	var key [32]byte
	binary.LittleEndian.PutUint64(key[:], seed)
	o.store.random = rand.NewChaCha8(key)
}

// Watch has see called with each record that is saved from now on, as it was,
// nil if it was not, and as it is, even if the call it is of is undone later. The
// org is locked meanwhile: see must return at once, call nothing of it, and
// change nothing.
func (o *Org) Watch(see func(before, after Record)) {
	o.lock()
	defer o.mu.Unlock()
	o.store.savers = append(o.store.savers, see)
}
