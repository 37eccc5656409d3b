package connecttest

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"
)

// wire is a client's way to the instance, without a socket.
type wire struct{ http.Handler }

func (w wire) Do(r *http.Request) (*http.Response, error) {
	answer := httptest.NewRecorder()
	w.ServeHTTP(answer, r)
	return answer.Result(), nil
}

// sdk is AWS's own client of the instance's API, which tries each call once.
func sdk(i *Instance) *connect.Client {
	return connect.NewFromConfig(aws.Config{
		Region: "eu-west-2", Credentials: aws.AnonymousCredentials{}, HTTPClient: wire{i},
		Retryer: func() aws.Retryer { return aws.NopRetryer{} },
	})
}

var instanceID = aws.String("11111111-2222-4333-8444-555555555555")

func describe(t *testing.T, i *Instance, id string) *types.Contact {
	t.Helper()
	out, err := sdk(i).DescribeContact(t.Context(), &connect.DescribeContactInput{InstanceId: instanceID, ContactId: &id})
	if err != nil {
		t.Fatal(err)
	}
	return out.Contact
}

func TestAContactCanBeDescribedAsFarAsItHasCome(t *testing.T) {
	clock := now
	i, _ := simulate(t, func(c *Config) { c.Now = func() time.Time { return clock } })
	p, err := i.Begin(Call{Kind: Task, Number: 5, At: now})
	if err != nil {
		t.Fatal(err)
	}
	want := p.Played().Contacts[0]
	id, earlier := want.ID, time.Time{}
	if _, err := sdk(i).DescribeContact(t.Context(), &connect.DescribeContactInput{InstanceId: instanceID, ContactId: &id}); status(err) != http.StatusNotFound {
		t.Errorf("before it began: %v", err)
	}
	for due, more := p.Next(); more; due, more = p.Next() {
		clock = due
		if err := p.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
		got := describe(t, i, id)
		set := func(at *time.Time) bool { return at != nil }
		agent, queue := got.AgentInfo, got.QueueInfo
		for what, pair := range map[string][2]bool{
			"the queue":  {queue != nil, !due.Truncate(time.Second).Before(want.EnqueuedAt)},
			"the agent":  {agent != nil, !due.Truncate(time.Second).Before(want.ConnectedAt)},
			"the end":    {set(got.DisconnectTimestamp), !due.Truncate(time.Second).Before(want.DisconnectedAt)},
			"the reason": {got.DisconnectReason != nil, !due.Truncate(time.Second).Before(want.DisconnectedAt)},
			"all work":   {agent != nil && set(agent.AfterContactWorkEndTimestamp), !due.Truncate(time.Second).Before(want.AcwEndedAt)},
		} {
			if pair[0] != pair[1] {
				t.Errorf("at %s, that %s is known is %t", due, what, pair[0])
			}
		}
		if got.LastUpdateTimestamp.Before(earlier) || got.LastUpdateTimestamp.After(due) {
			t.Errorf("at %s, it was last updated at %s, before at %s", due, got.LastUpdateTimestamp, earlier)
		}
		earlier = *got.LastUpdateTimestamp
	}
}

func TestAContactOfTheFutureIsNotKnown(t *testing.T) {
	i, _ := simulate(t)
	played, err := i.Play(t.Context(), Call{Kind: Known, At: now.Add(-5 * time.Second)})
	if err != nil {
		t.Fatal(err)
	}
	if got := describe(t, i, played.Contacts[0].ID); got.DisconnectTimestamp != nil || got.AgentInfo != nil || got.LastUpdateTimestamp.After(now) {
		t.Errorf("five seconds into the call, it is %+v", got)
	}
	if played, err = i.Play(t.Context(), Call{Kind: Known, At: now.Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	_, err = sdk(i).DescribeContact(t.Context(), &connect.DescribeContactInput{InstanceId: instanceID, ContactId: &played.Contacts[0].ID})
	if status(err) != http.StatusNotFound {
		t.Errorf("an hour before it began: %v", err)
	}
}

func TestACallThatIsDatedBackIsKnownAsFarAsItWasPlayed(t *testing.T) {
	var i *Instance
	described := map[Step]*types.Contact{}
	i, _ = simulate(t, func(c *Config) {
		c.Watch = func(id string, s Step) {
			if s == Ended || s == Completed {
				described[s] = describe(t, i, id)
			}
		}
	})
	call(t, i, Known)
	if c := described[Completed]; c.DisconnectTimestamp == nil || c.AgentInfo.AfterContactWorkEndTimestamp != nil {
		t.Errorf("as its work ends, it is %+v", c)
	}
	if c := described[Ended]; c.AgentInfo == nil || c.DisconnectTimestamp != nil {
		t.Errorf("as it ends, it is %+v", c)
	}
}

func TestAgentsAndQueuesHaveNames(t *testing.T) {
	i, _ := simulate(t)
	user, err := sdk(i).DescribeUser(t.Context(), &connect.DescribeUserInput{InstanceId: instanceID, UserId: aws.String("aaaaaaaa-0000-4000-8000-00000000000b")})
	if err != nil || *user.User.Username != "bob" || *user.User.IdentityInfo.Email != "bob@example.com" || *user.User.Arn != agents[1].ARN {
		t.Errorf("%v: %+v", err, user)
	}
	queue, err := sdk(i).DescribeQueue(t.Context(), &connect.DescribeQueueInput{InstanceId: instanceID, QueueId: aws.String("aaaaaaaa-0000-4000-8000-000000000001")})
	if err != nil || *queue.Queue.Name != desk.Name || *queue.Queue.QueueArn != desk.ARN {
		t.Errorf("%v: %+v", err, queue)
	}
}

// status is the HTTP status that the client was answered with, 0 for none.
func status(err error) int {
	var answer *awshttp.ResponseError
	if errors.As(err, &answer) {
		return answer.HTTPStatusCode()
	}
	return 0
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	i, _ := simulate(t)
	api, none, other := sdk(i), aws.String("dddddddd-0000-4000-8000-000000000000"), aws.String("22222222-2222-4333-8444-555555555555")
	known := call(t, i, Known).Contacts[0].ID
	_, contact := api.DescribeContact(t.Context(), &connect.DescribeContactInput{InstanceId: instanceID, ContactId: none})
	_, elsewhere := api.DescribeContact(t.Context(), &connect.DescribeContactInput{InstanceId: other, ContactId: &known})
	_, user := api.DescribeUser(t.Context(), &connect.DescribeUserInput{InstanceId: instanceID, UserId: none})
	_, queue := api.DescribeQueue(t.Context(), &connect.DescribeQueueInput{InstanceId: instanceID, QueueId: aws.String("agent/" + *none)})
	_, attributes := api.GetContactAttributes(t.Context(), &connect.GetContactAttributesInput{InstanceId: instanceID, InitialContactId: none})
	_, update := api.UpdateContactAttributes(t.Context(), &connect.UpdateContactAttributesInput{InstanceId: other, InitialContactId: &known, Attributes: map[string]string{"a": "1"}})
	for what, err := range map[string]error{
		"a contact": contact, "another instance's contact": elsewhere, "a user": user, "a queue": queue, "attributes": attributes, "an update": update,
	} {
		var absent *types.ResourceNotFoundException
		if !errors.As(err, &absent) || status(err) != http.StatusNotFound {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestCallsAreThrottledByTheClock(t *testing.T) {
	clock := now
	i, _ := simulate(t, func(c *Config) { c.Now = func() time.Time { return clock } })
	api := sdk(i)
	user := func() error {
		_, err := api.DescribeUser(t.Context(), &connect.DescribeUserInput{InstanceId: instanceID, UserId: aws.String("aaaaaaaa-0000-4000-8000-00000000000b")})
		return err
	}
	allowed := func() (n int) {
		for ; n < 100 && user() == nil; n++ {
		}
		return n
	}
	if n := allowed(); n != 5 {
		t.Errorf("%d calls at once", n)
	}
	var coded interface{ ErrorCode() string }
	if err := user(); status(err) != http.StatusTooManyRequests || !errors.As(err, &coded) || coded.ErrorCode() != "TooManyRequestsException" {
		t.Errorf("over the limit: %v", err)
	}
	clock = clock.Add(time.Second)
	if n := allowed(); n != 2 {
		t.Errorf("%d calls a second", n)
	}
	if _, err := api.DescribeQueue(t.Context(), &connect.DescribeQueueInput{InstanceId: instanceID, QueueId: aws.String("x")}); status(err) != http.StatusNotFound {
		t.Errorf("another operation: %v", err)
	}
}

func TestCallsAreThrottledByChance(t *testing.T) {
	clock := now
	i, _ := simulate(t, with(Faults{Throttle: 0.3}), func(c *Config) { c.Now = func() time.Time { return clock } })
	refused := 0
	for range 200 {
		clock = clock.Add(time.Minute)
		_, err := sdk(i).DescribeUser(t.Context(), &connect.DescribeUserInput{InstanceId: instanceID, UserId: aws.String("aaaaaaaa-0000-4000-8000-00000000000b")})
		if status(err) == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused < 40 || refused > 80 {
		t.Errorf("%d of 200 calls were refused", refused)
	}
}

func TestAnInstanceForgetsWhatItIsNotToKeep(t *testing.T) {
	clock := now
	i, _ := simulate(t, func(c *Config) { c.Keep, c.Now = time.Hour, func() time.Time { return clock } })
	old := call(t, i, Transferred).Contacts
	clock = clock.Add(50 * time.Minute)
	young := call(t, i, Known).Contacts[0].ID
	describe(t, i, old[0].ID)
	clock = clock.Add(11 * time.Minute)
	call(t, i, Known)
	for _, c := range old {
		if _, err := sdk(i).DescribeContact(t.Context(), &connect.DescribeContactInput{InstanceId: instanceID, ContactId: &c.ID}); status(err) != http.StatusNotFound {
			t.Errorf("an old contact: %v", err)
		}
	}
	describe(t, i, young)
}

func TestAContactWhoseRecordIsToComeIsNotForgotten(t *testing.T) {
	clock := now
	i, _ := simulate(t, func(c *Config) { c.Keep, c.Now = time.Hour, func() time.Time { return clock } })
	p, err := i.Begin(Call{Kind: Known, At: now})
	if err != nil {
		t.Fatal(err)
	}
	for range 6 {
		if err := p.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	clock = clock.Add(24 * time.Hour)
	call(t, i, Known)
	describe(t, i, p.Played().Contacts[0].ID)
}

func TestTheAPIMayBeAskedWhileCallsArePlayed(t *testing.T) {
	i, p := simulate(t)
	done := make(chan error)
	for range 4 {
		go func() {
			played, err := i.Play(context.WithoutCancel(t.Context()), Call{Kind: Consulted})
			if err == nil {
				err = set(context.WithoutCancel(t.Context()), i, played.Contacts[0].ID, map[string]string{"a": "1"})
			}
			done <- err
		}()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if len(p.records) != 4*2+4 {
		t.Errorf("%d records came", len(p.records))
	}
}
