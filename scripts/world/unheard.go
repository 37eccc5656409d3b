package world

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"tieline/shared/dynamo"
)

// hearing is within which time Tieline knows what was wrapped up last.
const hearing = 30 * time.Second

// unheard waits until Tieline knows all wrap-ups, and says of which it does not.
func (w *World) unheard(ctx context.Context) (compared int, found []Difference, err error) {
	_, err = inTime(ctx, hearing, "all wrap-ups", func(ctx context.Context) (bool, error) {
		compared, found, err = w.unheardYet(ctx)
		return len(found) == 0, err
	})
	if errors.Is(err, errLate) {
		err = nil // what is found says it
	}
	return compared, found, err
}

// unheardYet compares the wrap-ups that Tieline knows, for its figures, with those
// that agents saved in Salesforce.
func (w *World) unheardYet(ctx context.Context) (compared int, found []Difference, err error) {
	saved := w.desks.wrapUps()
	table := dynamo.NewContacts(w.AWS, w.Outputs.ContactsTable, w.Settings.IndexShards)
	items, err := table.Read(ctx, slices.Sorted(maps.Keys(saved))...)
	if err != nil {
		return 0, nil, err
	}
	heard := map[string]string{}
	for _, i := range items {
		heard[i.ID] = i.WrapUp.Disposition
	}
	for contact, fields := range saved {
		if want := shown(fields["Disposition__c"]); shown(text(heard[contact])) != want {
			found = append(found, Difference{contact, "wrap-up known to Tieline", want, shown(text(heard[contact]))})
		}
	}
	return len(saved), found, nil
}
