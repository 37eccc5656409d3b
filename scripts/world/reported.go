package world

import (
	"context"
	"fmt"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"tieline/shared/amazonconnect/connecttest"
)

// What is reported is of the last two quarters of an hour that are over, by which
// Amazon Connect counts. Their last contact records come while agents work after
// the contact, a minute later, and then by their queue.
const (
	quarter  = 15 * time.Minute
	settling = 5 * time.Minute
)

// reported plays calls of all kinds to both queues in a time that is over, in which
// the first calls of the scenario may be, too. It fails if bin/tieline knows less
// of them, or if its figures are not the instance's own.
func (w *World) reported(ctx context.Context, traffic *rush, tell func(string)) error {
	to := time.Now().UTC().Truncate(quarter)
	r := past{w, to.Add(-2 * quarter), to}
	played, err := r.play(ctx, traffic)
	if err != nil {
		return fmt.Errorf("calls of the past: %w", err)
	}
	said := ""
	took, err := inTime(ctx, settling, "agreement with the instance's own figures", func(ctx context.Context) (bool, error) {
		last, err := r.report(ctx, "compare")
		if err == nil {
			said = last
		}
		return agreed(last), err
	})
	if err != nil {
		return fmt.Errorf("report compare: %w; it said:\n%s", err, said)
	}
	offered, err := r.offered(ctx, played)
	if err != nil {
		return fmt.Errorf("report sla: %w", err)
	}
	levels, err := w.levelled(ctx, played)
	if err != nil {
		return err
	}
	tell(fmt.Sprintf("  report compare: all queues agree with the instance's own figures after %s, of contacts %v", took.Round(time.Second), offered))
	tell(fmt.Sprintf("  Salesforce judges %d of them, each by the threshold of its queue", levels))
	return nil
}

// past is a time that is over, [from, to).
type past struct {
	*World
	from, to time.Time
}

// report reports on it.
func (p past) report(ctx context.Context, args ...string) (string, error) {
	return p.tieline(ctx, "report", append(args, "--stage", stage, "--zone", "UTC", "--from", p.from.Format(time.RFC3339), "--to", p.to.Format(time.RFC3339))...)
}

// offered is how many contacts came to each queue by the report, all that were
// played among them.
func (p past) offered(ctx context.Context, played []connecttest.Played) (map[string]int, error) {
	sheet, err := p.report(ctx, "sla", "--by", "queue", "--csv")
	if err != nil {
		return nil, err
	}
	offered, err := offeredIn(sheet)
	if err != nil {
		return nil, err
	}
	for id, name := range map[string]string{usualQueue: "Customer Service", troubledQueue: "Troubled"} {
		if want := p.ended(played, id); want == 0 || offered[name] < want {
			return nil, fmt.Errorf("it knows of contacts %v: %s had %d or more", offered, name, want)
		}
	}
	return offered, nil
}

// play plays calls that began in the first quarter of an hour, as fast as it goes.
// They wait about as long as the threshold of their queue.
func (p past) play(ctx context.Context, traffic *rush) ([]connecttest.Played, error) {
	all := make([]connecttest.Played, 3*len(Kinds))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for n := range all {
		kind, instance := Kinds[n%len(Kinds)], traffic.instance
		if n/len(Kinds) == 1 {
			instance = p.Instance
		}
		call := connecttest.Call{Number: traffic.number.Add(1), Kind: kind, From: p.caller(kind, n).number, To: ours,
			At: p.from.Add(time.Duration(n) * quarter / time.Duration(len(all))), Wait: threshold(instance.Queue.ARN) + time.Duration(n%3-1)*time.Second}
		group.Go(func() (err error) {
			all[n], err = playAtOnce(ctx, instance, call)
			return err
		})
	}
	return all, group.Wait()
}

// playAtOnce plays a call without its waits.
func playAtOnce(ctx context.Context, instance *connecttest.Instance, c connecttest.Call) (connecttest.Played, error) {
	p, err := instance.Begin(c)
	if err != nil {
		return connecttest.Played{}, err
	}
	for _, more := p.Next(); more; _, more = p.Next() {
		if err := p.Step(ctx); err != nil {
			return p.Played(), err
		}
	}
	return p.Played(), nil
}

// ended counts the contacts of a queue that ended in it.
func (p past) ended(played []connecttest.Played, queue string) (count int) {
	for _, call := range played {
		for _, c := range call.Contacts {
			if strings.HasSuffix(c.QueueARN, "/queue/"+queue) && c.DisconnectedAt.Before(p.to) {
				count++
			}
		}
	}
	return count
}
