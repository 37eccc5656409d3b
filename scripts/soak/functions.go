package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	contactevents "tieline/functions/contact-events/handler"
	contactrecords "tieline/functions/contact-records/handler"
	reconciler "tieline/functions/reconciler/handler"
	salesforceevents "tieline/functions/salesforce-events/handler"
	salesforcewriter "tieline/functions/salesforce-writer/handler"
	"tieline/shared/amazonconnect"
	"tieline/shared/amazonconnect/connecttest"
	"tieline/shared/batch"
	"tieline/shared/contact"
	"tieline/shared/salesforce"
)

// pace is that of a stage on AWS (cdk.json).
var pace = contact.Pace{Hold: time.Minute, Draft: 5 * time.Minute, Backoff: 10 * time.Second, Keep: 90 * 24 * time.Hour}

// newFunctions makes the functions, each behind what triggers it, with the sizes
// that infra/ gives them.
func (s *Soak) newFunctions() {
	s.heard = newQueue(s.Clock, s.Faults, 10, 20, 0, 90*time.Second)
	s.told = newQueue(s.Clock, s.Faults, 10, 5, 0, 180*time.Second)
	s.due = newQueue(s.Clock, s.Faults, 400, 2, 5*time.Second, 365*time.Second)
	s.records = newStream(s.Clock, s.Faults, 4)
	keeper := contact.NewKeeper(s.table, bell{s.due}, pace, s.Now)
	s.heard.serve(func() batch.Queue { return batch.SQS(contactevents.New(keeper, deaf{}), s.parking) })
	s.records.handle = batch.Kinesis(contactrecords.New(keeper, deaf{}, []string{instanceARN}), s.parking, 1)
	s.told.serve(s.newSalesforceEvents)
	s.due.serve(s.newWriter)
	s.minute = s.newReconciler()
}

// deaf hears of no queue: the soak evaluates no service levels.
type deaf struct{}

// Heard implements the handlers' port.
func (deaf) Heard(context.Context, string) error { return nil }

func (s *Soak) newSalesforceEvents() batch.Queue {
	return batch.SQS(salesforceevents.New(salesforceevents.Parts{
		Callers: s.shared, Shared: s.shared, Contacts: s.table, Doorbell: bell{s.due}, Pace: pace, Connect: s.connect(),
		Turn: func(context.Context, int) error { return nil }, Now: s.Now,
	}), s.parking)
}

// client is a Client of the org, and what tells how much of it is used.
func (s *Soak) client() (*salesforce.Client, *salesforce.Meter) {
	meter := salesforce.NewMeter(s.Now)
	through := salesforce.Watched(&http.Client{Transport: s.org}, meter.Seen)
	return salesforce.New(orgURL, "tieline", salesforce.Authorized(through, orgURL, vault{}, s.Now)), meter
}

// vault holds the credentials.
type vault struct{}

// Secret implements salesforce.Vault.
func (vault) Secret(context.Context) ([]byte, error) {
	return fmt.Appendf(nil, `{"clientId":%q,"clientSecret":%q}`, clientID, clientSecret), nil
}

// newWriter makes an environment of salesforce-writer.
func (s *Soak) newWriter() batch.Queue {
	client, meter := s.client()
	return batch.Whole(salesforcewriter.New(salesforcewriter.Parts{
		Contacts: s.table, Salesforce: client, Connect: s.connect(), Directory: s.names, Breaker: s.gate, Use: meter,
		Conditions: s.shared.current, Keep: pace.Keep, Now: s.Now,
	}))
}

func (s *Soak) newReconciler() func(context.Context, json.RawMessage) (struct{}, error) {
	client, _ := s.client()
	return reconciler.New(reconciler.Parts{
		Agenda: s.table, Contacts: s.table, Doorbell: bell{s.due}, Connect: s.connect(), Salesforce: client, Told: outbox{s.told},
		Breaker: s.gate, Shared: s.shared, Conditions: s.shared.current, Pace: pace, Relayed: true, InTurn: true, Now: s.Now,
	})
}

// asks is the way to the instance's API, without sockets.
type asks struct{ *connecttest.Instance }

// RoundTrip implements http.RoundTripper.
func (a asks) RoundTrip(req *http.Request) (*http.Response, error) {
	if !alive(req.Context()) {
		return nil, errDead
	}
	out := newAnswer()
	a.ServeHTTP(out, req)
	return out.response(req), nil
}

// connect is a Client of the instance. The instance itself limits it, on the
// virtual clock.
func (s *Soak) connect() *amazonconnect.Client {
	return amazonconnect.New(aws.Config{
		Region: "eu-west-2", Credentials: aws.AnonymousCredentials{}, Retryer: func() aws.Retryer { return aws.NopRetryer{} },
		HTTPClient: &http.Client{Transport: asks{s.calls.instance}},
	}, []string{instanceARN}).Within(amazonconnect.Limits{})
}
