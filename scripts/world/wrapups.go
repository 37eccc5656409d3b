package world

import (
	"context"
	"maps"
	"slices"

	"tieline/shared/dynamo"
)

// unheard compares the wrap-ups that Tieline knows, for its figures, with those
// that agents saved in Salesforce.
func (w *World) unheard(ctx context.Context) (compared int, found []Difference, err error) {
	saved := w.desks.wrappedUp()
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
