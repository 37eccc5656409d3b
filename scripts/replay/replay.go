// Package replay has EventBridge send the events of an archive once more, to the
// rule that they came by and to no other. What was taken in already changes
// nothing, as facts merge.
package replay

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"

	"tieline/shared/awsfault"
	"tieline/shared/fault"
)

// Task is to replay what an archive keeps of a time.
type Task struct {
	API      *eventbridge.Client
	Archive  string // name, which is its rule's, too
	From, To time.Time
	Now      func() time.Time
	Wait     func(context.Context, time.Duration) error
	Show     func(Progress) // hears after every look
}

// Progress is how far a replay has come.
type Progress struct {
	Name  string // of the replay
	State string // EventBridge's word
	Upto  time.Time
}

// Archive is what a Task has to take from.
type Archive struct {
	Events int64 // of all times
	Bytes  int64
	Since  time.Time // it keeps what came after; the zero time for all that ever came
	arn    string
	bus    string // ARN
}

// Settles is how long an event may be on its way into its archive (EventBridge
// user guide, "Archiving and replaying events").
const Settles = 10 * time.Minute

// Look returns the archive, or a fault of kind NotFound if the stage has none.
func (t Task) Look(ctx context.Context) (Archive, error) {
	out, err := t.API.DescribeArchive(ctx, &eventbridge.DescribeArchiveInput{ArchiveName: &t.Archive})
	if err != nil {
		return Archive{}, fault.Errorf(kindOf(err), "look at archive %s: %w", t.Archive, err)
	}
	a := Archive{Events: out.EventCount, Bytes: out.SizeBytes, Since: aws.ToTime(out.CreationTime),
		arn: aws.ToString(out.ArchiveArn), bus: aws.ToString(out.EventSourceArn)}
	if days := aws.ToInt32(out.RetentionDays); days > 0 { // 0 is for ever
		if forgotten := t.Now().AddDate(0, 0, -int(days)); forgotten.After(a.Since) {
			a.Since = forgotten
		}
	}
	return a, nil
}

// Start starts the replay, and returns its name.
func (t Task) Start(ctx context.Context, a Archive) (name string, err error) {
	_, bus, _ := strings.Cut(a.bus, ":event-bus/")
	rule, err := t.API.DescribeRule(ctx, &eventbridge.DescribeRuleInput{Name: &t.Archive, EventBusName: &bus})
	if err != nil {
		return "", fault.Errorf(kindOf(err), "look at rule %s: %w", t.Archive, err)
	}
	// At most 48 characters of an archive's and 16 more: a replay's name has at most
	// 64 (EventBridge API reference, CreateArchive, StartReplay).
	name = t.Archive + t.Now().UTC().Format("-20060102T150405")
	_, err = t.API.StartReplay(ctx, &eventbridge.StartReplayInput{
		ReplayName:     &name,
		EventSourceArn: &a.arn,
		EventStartTime: &t.From,
		EventEndTime:   &t.To,
		Destination:    &types.ReplayDestination{Arn: &a.bus, FilterArns: []string{aws.ToString(rule.Arn)}},
	})
	if err != nil {
		return "", fault.Errorf(kindOf(err), "start replay %s: %w", name, err)
	}
	return name, nil
}

// pause is between two looks at a replay.
const pause = 5 * time.Second

// Follow shows how a replay goes until it ends. A replay goes on on AWS, whoever
// follows it. It returns a fault if it does not end well.
func (t Task) Follow(ctx context.Context, name string) error {
	for {
		out, err := t.API.DescribeReplay(ctx, &eventbridge.DescribeReplayInput{ReplayName: &name})
		if err != nil {
			return fault.Errorf(kindOf(err), "look at replay %s: %w", name, err)
		}
		p := Progress{name, string(out.State), t.From}
		if last := aws.ToTime(out.EventLastReplayedTime); last.After(t.From) { // there is none at first
			p.Upto = last
		}
		switch out.State {
		case types.ReplayStateCompleted:
			p.Upto = t.To
			t.Show(p)
			return nil
		case types.ReplayStateCancelled, types.ReplayStateFailed:
			return fmt.Errorf("replay %s: %s: %s", name, out.State, aws.ToString(out.StateReason))
		}
		t.Show(p)
		if err := t.Wait(ctx, pause); err != nil {
			return err
		}
	}
}

func kindOf(err error) fault.Kind {
	if gone := (*types.ResourceNotFoundException)(nil); errors.As(err, &gone) {
		return fault.NotFound
	}
	return awsfault.KindOf(err)
}
