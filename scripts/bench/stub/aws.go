package stub

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"tieline/shared/names"
)

// Item is an item of DynamoDB in DynamoDB's JSON.
type Item map[string]json.RawMessage

// id is what an item or its key is named by, in whichever of the tables.
func (i Item) id() string {
	for _, name := range []string{names.AttributeContactID, names.AttributeKey, names.AttributeName} {
		var text struct{ S string }
		if json.Unmarshal(i[name], &text) == nil && text.S != "" {
			return text.S
		}
	}
	return ""
}

// operations are the calls of AWS's JSON protocols, by the end of X-Amz-Target
// (Smithy, "AWS JSON 1.0 protocol"). Conditions are not looked at: they hold.
var operations = map[string]func(*Server, []byte) (any, error){
	"GetItem":            decoded((*Server).getItem),
	"BatchGetItem":       decoded((*Server).batchGetItem),
	"PutItem":            decoded((*Server).putItem),
	"UpdateItem":         decoded((*Server).updateItem),
	"TransactWriteItems": decoded((*Server).transactWriteItems),
	"Query":              decoded((*Server).query),
	"SendMessageBatch":   decoded((*Server).sendMessageBatch),
	// nobody has set a parameter
	"GetParametersByPath": func(*Server, []byte) (any, error) { return map[string][]any{"Parameters": {}}, nil },
	"GetSecretValue":      decoded((*Server).getSecretValue),
}

func decoded[In any](call func(*Server, In) any) func(*Server, []byte) (any, error) {
	return func(s *Server, body []byte) (any, error) {
		var in In
		if err := json.Unmarshal(body, &in); err != nil {
			return nil, err
		}
		return call(s, in), nil
	}
}

func (s *Server) aws(w http.ResponseWriter, r *http.Request) {
	_, name, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	operation, known := operations[name]
	if !known {
		s.refuse(w, r)
		return
	}
	s.called(name)
	s.reply(w, r, operation)
}

func (s *Server) putObject(w http.ResponseWriter, _ *http.Request) {
	s.called("PutObject")
	w.WriteHeader(http.StatusOK)
}

type table struct {
	Key, Item Item
	IndexName string
	Limit     int
}

func (s *Server) getItem(in table) any {
	s.mu.Lock()
	defer s.mu.Unlock()
	if item, ok := s.table[in.Key.id()]; ok {
		return map[string]Item{"Item": item}
	}
	return struct{}{}
}

type keys struct {
	RequestItems map[string]struct{ Keys []Item }
}

func (s *Server) batchGetItem(in keys) any {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := map[string][]Item{}
	for name, wanted := range in.RequestItems {
		found[name] = []Item{}
		for _, key := range wanted.Keys {
			if item, ok := s.table[key.id()]; ok {
				found[name] = append(found[name], item)
			}
		}
	}
	return map[string]any{"Responses": found, "UnprocessedKeys": struct{}{}}
}

func (s *Server) putItem(in table) any {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.table[in.Item.id()] = in.Item
	return struct{}{}
}

type update struct {
	Key                       Item
	UpdateExpression          string
	ExpressionAttributeValues Item
}

// assignment is all of an update expression that is understood: an attribute
// that becomes a value given. Whoever reads here what else was updated reads
// something old.
var assignment = regexp.MustCompile(`(\w+) = (:\w+)`)

func (s *Server) updateItem(in update) any {
	s.mu.Lock()
	defer s.mu.Unlock()
	item := maps.Clone(s.table[in.Key.id()])
	if item == nil {
		item = maps.Clone(in.Key)
	}
	for _, m := range assignment.FindAllStringSubmatch(in.UpdateExpression, -1) {
		item[m[1]] = in.ExpressionAttributeValues[m[2]]
	}
	s.table[in.Key.id()] = item
	return struct{}{}
}

type transaction struct {
	TransactItems []struct{ Update update }
}

func (s *Server) transactWriteItems(in transaction) any {
	for _, item := range in.TransactItems {
		s.updateItem(item.Update)
	}
	return struct{}{}
}

// query answers what is on any list of the index.
func (s *Server) query(in table) any {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := []Item{}
	projected := names.AttributeSyncList
	if in.IndexName == names.IndexQueueLive || in.IndexName == names.IndexQueueFinal {
		projected, in.Limit = names.AttributeLevel, len(s.table)
	}
	for _, item := range s.table {
		if _, listed := item[projected]; listed && len(found) < in.Limit {
			found = append(found, item)
		}
	}
	return map[string]any{"Items": found, "Count": len(found)}
}

type messages struct {
	Entries []struct{ ID, MessageBody string }
}

// sendMessageBatch answers with the digest that the SDK checks.
func (s *Server) sendMessageBatch(in messages) any {
	type taken struct {
		ID     string `json:"Id"`
		Name   string `json:"MessageId"`
		Digest string `json:"MD5OfMessageBody"`
	}
	all := []taken{}
	for _, e := range in.Entries {
		sum := md5.Sum([]byte(e.MessageBody))
		all = append(all, taken{e.ID, "m" + e.ID, hex.EncodeToString(sum[:])})
	}
	return map[string]any{"Successful": all, "Failed": []taken{}}
}

// getSecretValue is the credentials that the org's token takes.
func (s *Server) getSecretValue(struct{}) any {
	return map[string]string{"ARN": "arn:x", "Name": "x", "SecretString": `{"clientId":"a","clientSecret":"b"}`}
}

// IDs lists the contacts in the table, in order.
func (t Table) IDs() []string {
	ids := []string{}
	for id := range t {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
