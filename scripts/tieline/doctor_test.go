package main

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"tieline/shared/salesforce/salesforcetest"
)

// examined is what the doctor says of a stage.
func (s *stage) examined(args ...string) (string, error) {
	var said bytes.Buffer
	cmd := doctorCommand()
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	cmd.SetOut(&said)
	cmd.SetArgs(append([]string{"--stage", "dev", "--salesforce-url", s.orgURL}, args...))
	err := cmd.Execute()
	return said.String(), err
}

// healthy has what a stage that is well has.
func healthy(t *testing.T, change ...func(*salesforcetest.Schema)) *stage {
	t.Helper()
	s := newStage(t, change...)
	start := time.Now().UTC().Truncate(time.Minute).Add(-20 * time.Minute)
	s.seed(t, "Tieline_Health__c", map[string]any{"Stage__c": "dev", "Period_Key__c": "dev@x", "Period_Start__c": start.Format(time.RFC3339)})
	s.org.Delivers(1200, 25000)
	boss := s.seed(t, "User", map[string]any{"LastName": "Boss", "Username": "boss@example.com"})
	group := s.org.Find("Group", "DeveloperName", "Tieline_Supervisors")[0]["Id"]
	s.seed(t, "GroupMember", map[string]any{"GroupId": group, "UserOrGroupId": boss})
	return s
}

func TestAStageThatIsWell(t *testing.T) {
	s := healthy(t)
	out, err := s.examined()
	if err != nil {
		t.Error(err)
	}
	doctorsPage(t, "doctor-well.txt", out)
}

// here is the folder of the golden files: a stage leaves it.
var here, _ = os.Getwd()

// doctorsPage holds what is said, without the time that passes, against its golden file.
func doctorsPage(t *testing.T, name, out string) {
	t.Helper()
	t.Chdir(here)
	golden(t, name, regexp.MustCompile(`ended \d+ minutes`).ReplaceAllString(out, "ended 5 minutes"))
}

func TestAStageWithMuchThatIsWrong(t *testing.T) {
	s := healthy(t, func(schema *salesforcetest.Schema) {
		schema.Hide("Tieline_Interaction__c.Queue_Name__c")
		schema.Forbid("Tieline_Interaction__c.Wait_Seconds__c")
		schema.Forbid("Tieline_Alert__c")
		schema.Hide("Tieline_Heartbeat__e")
	})
	s.org.Deactivate("Tieline_Account_Created")
	s.org.Revise("Tieline_Alert_Opened")
	s.org.Delivers(24000, 25000)
	s.org.Use(81000)
	if err := s.org.Delete("GroupMember", s.org.All("GroupMember")[0]["Id"].(string)); err != nil {
		t.Fatal(err)
	}
	for _, r := range s.org.All("Tieline_Health__c") {
		if err := s.org.Overwrite(r["Id"].(string), map[string]any{"Period_Start__c": "2026-01-02T03:00:00Z"}); err != nil {
			t.Fatal(err)
		}
	}
	out, err := s.examined("--inactive", "Tieline_Interaction_Task")
	if err == nil || err.Error() != "wrong with stage dev: 7" {
		t.Error(err)
	}
	doctorsPage(t, "doctor-wrong.txt", out)
}

func TestAStageThatLetsNobodyIn(t *testing.T) {
	s := newStage(t)
	s.org.TrustSecret("client", "another")
	out, err := s.examined()
	if err == nil || err.Error() != "wrong with stage dev: 1" {
		t.Error(err)
	}
	doctorsPage(t, "doctor-shut.txt", out)
	if strings.Contains(out, "hush") {
		t.Error("the secret is said")
	}
}

func TestDraftsWaitFromATunedShareOn(t *testing.T) {
	s := healthy(t)
	s.parameters = `"salesforce/api-share":{"S":"50"}`
	if out, err := s.examined(); err != nil || !strings.Contains(out, "drafts wait from 40 % on") {
		t.Errorf("%v, said\n%s", err, out)
	}
	s.org.Use(45000)
	if out, err := s.examined(); err == nil || !strings.Contains(out, "45 % of the org's calls in 24 hours are used; drafts wait from 40 % on") {
		t.Errorf("%v, said\n%s", err, out)
	}
	s.parameters = `"salesforce/api-share":{`
	if out, _ := s.examined(); !strings.Contains(out, "drafts wait from 80 % on") {
		t.Errorf("it cannot be read, and it says\n%s", out)
	}
}

func TestOnlyAShippedFlowIsInactiveOnPurpose(t *testing.T) {
	s := newStage(t)
	if out, err := s.examined("--inactive", "Tieline_Nothing"); err == nil || !strings.Contains(err.Error(), "--inactive Tieline_Nothing: must be one of [Tieline_Account_Created") || out != "" {
		t.Errorf("%v, said\n%s", err, out)
	}
	if len(s.org.Requests()) > 0 {
		t.Error("it asked all the same")
	}
}
