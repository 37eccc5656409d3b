package dynamo

import (
	"context"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/awsfault"
	"tieline/shared/contact"
	"tieline/shared/fault"
)

var _ contact.Directory = (*Directory)(nil)

// Directory is what the operations table knows of agents and queues: an item
// each, named by its kind and its id in Amazon Connect.
type Directory struct {
	operations *Operations
	now        func() time.Time

	// Linked is what Names say of whether agents are linked to users of Salesforce.
	Linked bool
}

// NewDirectory returns the Directory in a table. It does no I/O.
func NewDirectory(o *Operations, now func() time.Time) *Directory {
	return &Directory{operations: o, now: now}
}

const (
	agentItem = "agent#"
	queueItem = "queue#"
)

// How long what was learned stands, before it is to be learned anew: an admin may
// rename a queue, and an agent for whom Salesforce had no user may get one.
const (
	learnedLife  = 24 * time.Hour
	userlessLife = time.Hour
)

// namedRow is an agent or a queue. Connect allows no empty username, and an agent
// whom it knows no more has none.
type namedRow struct {
	Name     string `dynamodbav:"name"`
	Username string `dynamodbav:"username,omitempty"`
	User     string `dynamodbav:"user,omitempty"` // id in Salesforce
	Queue    string `dynamodbav:"queueName,omitempty"`
	KeptAt   int64  `dynamodbav:"keptAt"` // Unix milliseconds
}

// KeepAgent keeps who an agent is.
func (d *Directory) KeepAgent(ctx context.Context, id string, agent contact.Agent) error {
	return d.operations.put(ctx, agentItem+id, namedRow{Username: agent.Username, User: agent.User, KeptAt: d.now().UnixMilli()}, "", nil)
}

// KeepQueue keeps what a queue is called, "" if it has no name.
func (d *Directory) KeepQueue(ctx context.Context, id, name string) error {
	return d.operations.put(ctx, queueItem+id, namedRow{Queue: name, KeptAt: d.now().UnixMilli()}, "", nil)
}

// Known returns what was learned lately. Whoever was learned too long ago is
// absent, as if never known, so that somebody learns of them anew. What was kept a
// moment ago may be absent, too.
func (d *Directory) Known(ctx context.Context, who contact.IDs) (contact.Names, error) {
	known, old, err := d.Look(ctx, who)
	for _, id := range old.Agents {
		delete(known.Agents, id)
	}
	for _, id := range old.Queues {
		delete(known.Queues, id)
	}
	return known, err
}

// Look returns what was ever learned, and of whom that was too long ago: what it
// says of these serves until somebody has learned of them anew.
func (d *Directory) Look(ctx context.Context, who contact.IDs) (known contact.Names, old contact.IDs, err error) {
	var wanted []string
	for _, id := range who.Agents {
		wanted = append(wanted, agentItem+id)
	}
	for _, id := range who.Queues {
		wanted = append(wanted, queueItem+id)
	}
	rows, err := d.operations.learned(ctx, wanted)
	if err != nil {
		return contact.Names{}, contact.IDs{}, err
	}
	known = contact.Names{Agents: map[string]contact.Agent{}, Queues: map[string]string{}, Linked: d.Linked}
	for _, id := range who.Agents {
		if r, is := rows[agentItem+id]; is {
			known.Agents[id] = contact.Agent{Username: r.Username, User: r.User}
			if d.isOld(r, d.Linked && r.User == "") {
				old.Agents = append(old.Agents, id)
			}
		}
	}
	for _, id := range who.Queues {
		if r, is := rows[queueItem+id]; is {
			known.Queues[id] = r.Queue
			if d.isOld(r, false) {
				old.Queues = append(old.Queues, id)
			}
		}
	}
	return known, old, nil
}

func (d *Directory) isOld(r namedRow, userless bool) bool {
	life := learnedLife
	if userless {
		life = userlessLife
	}
	return !instant(r.KeptAt).Add(life).After(d.now())
}

// learned reads those of the items that exist, by name. They may be a moment old.
func (o *Operations) learned(ctx context.Context, wanted []string) (map[string]namedRow, error) {
	rows := map[string]namedRow{}
	for batch := range slices.Chunk(wanted, maxKeys) {
		var want types.KeysAndAttributes
		for _, name := range batch {
			want.Keys = append(want.Keys, named(name))
		}
		out, err := o.api.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: map[string]types.KeysAndAttributes{o.table: want}})
		if err != nil {
			return nil, fault.Errorf(awsfault.KindOf(err), "get %d names: %w", len(batch), err)
		}
		if len(out.UnprocessedKeys) > 0 { // over the table's throughput
			return nil, fault.Errorf(fault.Throttled, "got only %d of %d names", len(out.Responses[o.table]), len(batch))
		}
		for _, attributes := range out.Responses[o.table] {
			var r namedRow
			if err := attributevalue.UnmarshalMap(attributes, &r); err != nil {
				return nil, fault.Errorf(fault.Unknown, "decode names: %w", err)
			}
			rows[r.Name] = r
		}
	}
	return rows, nil
}
