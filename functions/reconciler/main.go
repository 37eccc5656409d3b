// Command reconciler rings for the contacts that are due and for whom nobody rang.
//
// Trigger: a schedule, each minute.
// Effects: rings on queue contacts-due.
package main

import (
	"context"
	"encoding/json"
	"time"

	"tieline/shared/boot"
	"tieline/shared/contact"
	"tieline/shared/dynamo"
	"tieline/shared/names"
	"tieline/shared/queue"
	"tieline/shared/tuning"
)

func main() { boot.Run(build) }

// build is the only place where this function's parts meet.
func build(_ context.Context, rt *boot.Runtime) (boot.Handler[json.RawMessage, struct{}], error) {
	table, shards := rt.Env.String(names.EnvContactsTable), rt.Env.Count(names.EnvIndexShards)
	due := rt.Env.String(names.EnvContactsDueURL)
	if err := rt.Env.Err(); err != nil {
		return nil, err
	}
	store, bell := dynamo.NewContacts(rt.AWS, table, shards), queue.NewDoorbell(rt.AWS, due)
	h := handler{contact.NewReconciler(store, bell, time.Now), tuning.ReconcilerRings.Default}
	return h.handle, nil
}
