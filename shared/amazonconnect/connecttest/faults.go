package connecttest

import (
	"context"
	"encoding/json"
	"time"
)

// Faults are how often what is documented to go wrong does go wrong, as shares
// from 0 to 1: contact events are "best effort" and not ordered (Amazon Connect
// administrator guide, "Contact events"), an event bus delivers at least once,
// and contact records are delivered again when anything changes ("Contact
// records data model"). The first record of a contact is never lost. The zero
// Faults has none; Lose, Double and Delay exclude each other.
type Faults struct {
	Lose         float64 // of events: never delivered
	Double       float64 // of events: delivered once more, seconds later
	Delay        float64 // of events: delivered up to minutes late, after later ones
	Noise        float64 // of events: followed by one of type CONTACT_DATA_UPDATED, which tells nothing more
	Redeliver    float64 // of records: once more, minutes later, now with the recording, and then the first copy again
	Redeliveries int     // how often such a record comes once more, at most; less than 1 counts as 1
	Throttle     float64 // of calls of the API: refused, although they keep to its limits
}

// valid reports whether the shares can be.
func (f Faults) valid() bool {
	for _, share := range []float64{f.Lose, f.Double, f.Delay, f.Lose + f.Double + f.Delay, f.Noise, f.Redeliver, f.Throttle} {
		if share < 0 || share > 1 {
			return false
		}
	}
	return true
}

// emit delivers an event, or what the faults make of it.
func (p *play) emit(ctx context.Context, d detail, at time.Duration) error {
	e, err := p.event(d, p.at(at))
	if err != nil {
		return err
	}
	deliver := func(ctx context.Context) error { return p.Bus.Publish(ctx, e) }
	f, x := p.Faults, p.chance.Float64()
	again, late := p.chance.seconds(1, 20), p.chance.seconds(10, 180)
	switch {
	case x < f.Lose:
		return nil
	case x < f.Lose+f.Double:
		p.add(at+again, deliver)
	case x < f.Lose+f.Double+f.Delay:
		p.add(at+late, deliver)
		return nil
	}
	return deliver(ctx)
}

// event puts a detail into its envelope.
func (i *Instance) event(d detail, at time.Time) (Event, error) {
	body, err := json.Marshal(d)
	return Event{
		DetailType: detailType, Time: at, Detail: body,
		Resources: []string{i.InstanceARN, i.InstanceARN + "/contact/" + d.ContactID},
	}, err
}

// redelivery draws how much later a record comes once more; 0: it does not.
func (d draw) redelivery(f Faults) time.Duration {
	x, later := d.Float64(), d.seconds(60, 240)
	if x >= f.Redeliver {
		return 0
	}
	return later
}
