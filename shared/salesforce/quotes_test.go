package salesforce_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
	"tieline/shared/salesforce"
)

// private is what must stand in no error: a customer's name, number, address and
// id. The calls bear them, and so may answers.
var private = []string{"Ann Bell", "4155550100", "ann@example.com", "003000000000001AAA"}

// customer has them all.
func customer() contact.Item {
	i := answered()
	i.Record.CustomerEndpoint, i.Record.QueueName, i.Record.AgentUsername = "+14155550100", "Ann Bell", "ann@example.com"
	return i
}

func quotesNothing(t *testing.T, what string, err error) {
	t.Helper()
	if err == nil {
		return
	}
	for _, p := range append(private, "hush") { // and the secret of the log-in
		if strings.Contains(err.Error(), p) {
			t.Errorf("%s: %q quotes %s", what, err, p)
		}
	}
	if len(err.Error()) > 1000 {
		t.Errorf("%s: an error of %d bytes", what, len(err.Error()))
	}
}

// calls makes all calls that end in errors.
func calls(t *testing.T, what string, org string, hc *http.Client) {
	t.Helper()
	base := parse(t, org)
	for name, hc := range map[string]*http.Client{
		what + ", with a token": hc,
		what + ", logging in":   salesforce.Authorized(hc, base, &vault{secrets: []string{shared}}, time.Now),
	} {
		client := salesforce.New(base, "tieline", hc)
		err := search(t.Context(), client)
		quotesNothing(t, name+", searching", err)
		_, err = client.Fields(t.Context(), []string{"Contact"}, nil)
		quotesNothing(t, name+", describing", err)
		quotesNothing(t, name+", publishing", client.Publish(t.Context(), "Beat__e", map[string]any{"Event_Key__c": "+14155550100"}))
		_, err = client.User(t.Context(), []string{"federation-id", "username", "email"}, "Ann Bell", "ann@example.com")
		quotesNothing(t, name+", finding a user", err)
		_, err = client.WrapUps(t.Context(), at, func(string, contact.WrapUp) error { return nil })
		quotesNothing(t, name+", finding wrap-ups", err)
		for _, err := range offer(t.Context(), client, customer()) {
			quotesNothing(t, name+", upserting", err)
		}
	}
}

// FuzzErrorsQuoteNothing of an answer, whatever it is, nor of what was sent.
func FuzzErrorsQuoteNothing(f *testing.F) {
	for _, p := range private {
		for _, body := range []string{
			`[{"success":false,"errors":[{"statusCode":"P","message":"P","fields":["P"]}]}]`,
			`[{"success":false,"errors":[{"statusCode":"STRING_TOO_LONG","message":"P","fields":["Queue_Name__c","P"]}]}]`,
			`[{"errorCode":"P","message":"P","fields":["P"]}]`, `{"error":"P","error_description":"P"}`, `{"searchRecords":[{"Name":"P"`,
			`<html>P`, `"P"`, `P`, `[P`, `{"P":P}`, `[{"errorCode":{"P":"P"}}]`, `[{"success":"P"}]`, `{"access_token":"P\n"}`, `{"access_token":["P"]}`,
		} {
			body = strings.ReplaceAll(body, "P", p)
			f.Add(200, body, "", "")
			f.Add(400, body, "https://"+p+".example/?q="+p, "api-usage="+p)
			f.Add(302, body, "https://%zz"+p, p)
		}
	}
	f.Add(200, results(refused("STRING_TOO_LONG", slices.Repeat([]string{"Queue_Name__c"}, 200)...)).body, "", "")
	f.Fuzz(func(t *testing.T, status int, body, location, usage string) {
		if status < 100 || status > 999 {
			return
		}
		calls(t, body, "https://org.example", &http.Client{Transport: roundTrip(func(req *http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: status, Status: body, Body: io.NopCloser(strings.NewReader(body)), Request: req,
				Header: http.Header{"Location": {location}, "Sforce-Limit-Info": {usage}, "Content-Type": {body}}}, nil
		})})
	})
}

// TestABrokenConnectionQuotesNothing of what came over it.
func TestABrokenConnectionQuotesNothing(t *testing.T) {
	for _, said := range []string{
		"", "Ann Bell", "Ann Bell 4155550100 ann@example.com\r\n\r\n", "HTTP/1.1 Ann Bell 4155550100\r\n\r\n", "HTTP/4155550100 200 OK\r\n\r\n",
		"HTTP/1.1 200 OK\r\nann@example.com Ann Bell\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 4155550100x\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Length: 9\r\nContent-Length: 4155550100\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: Ann Bell\r\n\r\n",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4155550100\r\nAnn Bell", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 8\r\n\r\nAnn Bell",
		"HTTP/1.1 302 Found\r\nLocation: https://%zzAnn Bell/4155550100\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Length: 4155550100\r\n\r\n[{\"errors\":\"Ann Bell", "HTTP/1.1 200 OK\r\n\r\n{\"access_token\":\"Ann Bell\\n\"}",
	} {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		go answerAll(listener, said)
		calls(t, said, "http://"+listener.Addr().String(), &http.Client{Transport: &http.Transport{}})
		_ = listener.Close()
	}
}

// answerAll says the same on every connection, and closes it.
func answerAll(listener net.Listener, said string) {
	for {
		c, err := listener.Accept()
		if err != nil {
			return
		}
		if req, err := http.ReadRequest(bufio.NewReader(c)); err == nil {
			_, _ = io.Copy(io.Discard, req.Body)
		}
		_, _ = io.WriteString(c, said)
		_ = c.Close()
	}
}

// TestAFailedConnectionSaysWhy so far as that is no secret.
func TestAFailedConnectionSaysWhy(t *testing.T) {
	down, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = down.Close()
	err = search(t.Context(), salesforce.New(parse(t, "http://"+down.Addr().String()), "", http.DefaultClient))
	if fault.KindOf(err) != fault.Unavailable || !strings.Contains(err.Error(), "connection refused") {
		t.Errorf("%v, want kind %q and the reason", err, fault.Unavailable)
	}
	quotesNothing(t, "refused", err)
}
