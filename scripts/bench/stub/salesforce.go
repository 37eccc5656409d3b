package stub

import (
	"encoding/json"
	"net/http"
)

// Known is the telephone number that one contact in the org bears.
const Known = "+442079460123"

// Bearer is the token that the org takes.
const Bearer = "one-token-for-all"

// token is "OAuth 2.0 Client Credentials Flow" (Salesforce Help).
func (s *Server) token(w http.ResponseWriter, r *http.Request) {
	s.called("Token")
	s.reply(w, r, func(*Server, []byte) (any, error) {
		return map[string]string{"access_token": Bearer, "instance_url": s.url, "token_type": "Bearer"}, nil
	})
}

// search is "Search" (REST API guide). Whatever is looked for is found once.
func (s *Server) search(w http.ResponseWriter, r *http.Request) {
	s.called("Search")
	if !authorized(w, r) {
		return
	}
	if s.hangs.Load() {
		<-r.Context().Done() // the client has gone
		return
	}
	type typed struct {
		Type string `json:"type"`
		URL  string `json:"url"`
	}
	s.reply(w, r, func(*Server, []byte) (any, error) {
		return map[string]any{"searchRecords": []any{map[string]any{
			"attributes": typed{"Contact", "/services/data/v67.0/sobjects/Contact/003000000000001AAA"},
			"Id":         "003000000000001AAA", "Name": "Ann Bell", "AccountId": "001000000000001AAA",
			"LastModifiedDate": "2026-01-02T03:04:05.000+0000",
			"Account":          map[string]any{"attributes": typed{"Account", "/services/data/v67.0/sobjects/Account/001000000000001AAA"}, "Name": "Acme"},
			"Phone":            Known, "MobilePhone": nil, "HomePhone": nil, "OtherPhone": nil,
		}}}, nil
	})
}

// soql is "Query" (REST API guide). Nothing is found.
func (s *Server) soql(w http.ResponseWriter, r *http.Request) {
	s.called("SOQL")
	if !authorized(w, r) {
		return
	}
	s.reply(w, r, func(*Server, []byte) (any, error) {
		return map[string]any{"totalSize": 0, "done": true, "records": []any{}}, nil
	})
}

// describe is "sObject Describe" (REST API guide), of an object with little.
func (s *Server) describe(w http.ResponseWriter, r *http.Request) {
	s.called("Describe")
	if !authorized(w, r) {
		return
	}
	type field struct {
		Name string `json:"name"`
		Type string `json:"type"`
	}
	s.reply(w, r, func(*Server, []byte) (any, error) {
		return map[string]any{"name": r.PathValue("object"), "fields": []field{{"Id", "id"}, {"Name", "string"}, {"Phone", "phone"}}}, nil
	})
}

// Hang has the org take searches and never answer, or answer again.
func (s *Server) Hang(on bool) { s.hangs.Store(on) }

// upsert is "Upsert Multiple Records with an External ID" (REST API guide). It
// counts records, too.
func (s *Server) upsert(w http.ResponseWriter, r *http.Request) {
	s.called("Upsert")
	if !authorized(w, r) {
		return
	}
	s.reply(w, r, decoded(func(_ *Server, in struct{ Records []json.RawMessage }) any {
		type result struct {
			ID      string   `json:"id"`
			Success bool     `json:"success"`
			Errors  []string `json:"errors"`
			Created bool     `json:"created"`
		}
		results := make([]result, len(in.Records))
		for n := range results {
			results[n] = result{ID: "a00000000000001AAA", Success: true, Errors: []string{}}
		}
		return results
	}))
}

func authorized(w http.ResponseWriter, r *http.Request) bool {
	if r.Header.Get("Authorization") == "Bearer "+Bearer {
		return true
	}
	w.WriteHeader(http.StatusUnauthorized)
	return false
}
