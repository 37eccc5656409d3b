package stub

import (
	"net/http"
	"time"
)

// user is "DescribeUser" (Amazon Connect API reference).
func (s *Server) user(w http.ResponseWriter, r *http.Request) {
	s.called("DescribeUser")
	s.reply(w, r, func(*Server, []byte) (any, error) {
		return map[string]any{"User": map[string]any{"Id": r.PathValue("id"), "Username": "agent." + r.PathValue("id")}}, nil
	})
}

// queue is "DescribeQueue" (Amazon Connect API reference).
func (s *Server) queue(w http.ResponseWriter, r *http.Request) {
	s.called("DescribeQueue")
	s.reply(w, r, func(*Server, []byte) (any, error) {
		return map[string]any{"Queue": map[string]any{"QueueId": r.PathValue("id"), "Name": "Queue " + r.PathValue("id")}}, nil
	})
}

// queues is "ListQueues" (same reference), of an instance that has none: nothing
// more is asked of it.
func (s *Server) queues(w http.ResponseWriter, r *http.Request) {
	s.called("ListQueues")
	s.reply(w, r, func(*Server, []byte) (any, error) { return map[string]any{"QueueSummaryList": []any{}}, nil })
}

// putMetricData is that of Amazon CloudWatch, which speaks CBOR (Smithy, "RPC v2
// CBOR protocol"): an empty map.
func (s *Server) putMetricData(w http.ResponseWriter, _ *http.Request) {
	s.called("PutMetricData")
	time.Sleep(Distance)
	w.Header().Set("Smithy-Protocol", "rpc-v2-cbor")
	w.Header().Set("Content-Type", "application/cbor")
	_, _ = w.Write([]byte{0xa0}) // who is gone needs no answer
}
