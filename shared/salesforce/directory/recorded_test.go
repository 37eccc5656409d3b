package directory

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// recorded are answers recorded from Salesforce, which lie beside the checkout.
const recorded = "../../../../shared/samples/salesforce/rest"

func TestARecordedSearchIsRead(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(recorded, "parameterized_search.txt"))
	if os.IsNotExist(err) {
		t.Skipf("NOT CHECKED against Salesforce's recorded answers: %v", err)
	}
	_, body, found := strings.Cut(string(text), "\n200\n")
	var answer struct{ SearchRecords []row }
	if bad := json.NewDecoder(strings.NewReader(body)).Decode(&answer); err != nil || !found || bad != nil {
		t.Fatalf("%v, %v", err, bad)
	}
	all := records(answer.SearchRecords, map[string][]column{"Account": scope{}.basic("Account")})
	if len(all) != 2 || all[0].Object != "Account" || all[0].ID != "001D000000IqhSLIAZ" || all[0].AccountID != all[0].ID {
		t.Errorf("read %+v", all)
	}
}
