package queue_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"tieline/shared/fault"
	"tieline/shared/queue"
)

// sqs is an SQS that refuses the entries whose body is "bad", and keeps what it
// is sent.
type sqs struct {
	calls  int
	bodies []string
	delay  int
}

func (s *sqs) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var call struct {
		Entries []struct {
			ID           string `json:"Id"`
			MessageBody  string
			DelaySeconds int
		}
	}
	if err := json.NewDecoder(r.Body).Decode(&call); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.calls++
	var failed []string
	for _, e := range call.Entries {
		s.bodies, s.delay = append(s.bodies, e.MessageBody), e.DelaySeconds
		if e.MessageBody == "bad" {
			failed = append(failed, fmt.Sprintf(`{"Id":%q,"Code":"InvalidMessageContents","SenderFault":true}`, e.ID))
		}
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	fmt.Fprintf(w, `{"Successful":[],"Failed":[%s]}`, strings.Join(failed, ","))
}

func bell(t *testing.T) (*queue.Doorbell, *sqs) {
	s := &sqs{}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	cfg := aws.Config{Region: "eu-west-2", BaseEndpoint: &server.URL, Credentials: aws.AnonymousCredentials{}}
	return queue.NewDoorbell(cfg, server.URL+"/000000000000/contacts-due"), s
}

func TestARingIsNeverEarly(t *testing.T) {
	for delay, want := range map[time.Duration]int{
		-time.Second: 0, 0: 0, time.Millisecond: 1, time.Second: 1, 1500 * time.Millisecond: 2, 15 * time.Minute: 900,
	} {
		d, s := bell(t)
		if err := d.Ring(t.Context(), delay, "c1"); err != nil || s.delay != want || !slices.Equal(s.bodies, []string{"c1"}) {
			t.Errorf("%s: rings for %v after %d s, want %d; %v", delay, s.bodies, s.delay, want, err)
		}
	}
}

func TestWhatIsTooFarOffIsLeftToTheReconciler(t *testing.T) {
	d, s := bell(t)
	if err := d.Ring(t.Context(), 15*time.Minute+1, "c1"); err != nil || s.calls != 0 {
		t.Errorf("rang %d times, %v", s.calls, err)
	}
}

func TestOneRefusedRingKeepsNoOtherFromRinging(t *testing.T) {
	d, s := bell(t)
	ids := []string{"bad"}
	for n := range 24 {
		ids = append(ids, fmt.Sprint("c", n))
	}
	err := d.Ring(t.Context(), 0, ids...)
	if fault.KindOf(err) != fault.Unavailable {
		t.Errorf("kind %q of %v", fault.KindOf(err), err)
	}
	if s.calls != 3 || !slices.Equal(s.bodies, ids) {
		t.Errorf("%d calls, rang for %v", s.calls, s.bodies)
	}
}
