package salesforcetest

// trouble is what befalls the records of one call.
type trouble struct {
	fault        Fault
	met, refused int // records
}

// troubled refuses a record that is about to be changed, or, if its id is "",
// created.
func (s *store) troubled(of *object, id string) []refusal {
	t := s.trouble
	if t == nil {
		if s.locks.held() {
			return []refusal{locked(id)}
		}
		return nil
	}
	if t.met++; t.fault == PartialFailure && t.met%2 == 0 {
		return nil
	}
	t.refused++
	switch t.fault {
	case Duplicate:
		return []refusal{s.duplicate(of, id)}
	case CPULimit:
		return []refusal{exhausted("Apex CPU time limit exceeded")}
	case RowLimit:
		return []refusal{exhausted("Too many query rows: 50001")}
	}
	return []refusal{locked(id)}
}

func locked(id string) refusal {
	return refuse("UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record or 1 records: %s", id)
}

// exhausted is how a record is refused by a trigger that met a governor limit:
// nothing but the text tells it from any other failure of a trigger (recorded at
// salesforce.stackexchange.com/questions/377154).
func exhausted(why string) refusal {
	return refuse("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "InteractionTrigger: System.LimitException: %s", why)
}

// duplicateResult is what a duplicate rule found ("DuplicateResult", SOAP API
// Developer Guide). It stands in the answer about a single record only.
type duplicateResult struct {
	AllowSave               bool          `json:"allowSave"`
	DuplicateRule           string        `json:"duplicateRule"`
	DuplicateRuleEntityType string        `json:"duplicateRuleEntityType"`
	ErrorMessage            string        `json:"errorMessage"`
	MatchResults            []matchResult `json:"matchResults"`
}

type matchResult struct {
	EntityType   string        `json:"entityType"`
	Errors       []string      `json:"errors"`
	MatchEngine  string        `json:"matchEngine"`
	MatchRecords []matchRecord `json:"matchRecords"`
	Rule         string        `json:"rule"`
	Size         int           `json:"size"`
	Success      bool          `json:"success"`
}

type matchRecord struct {
	AdditionalInformation []string       `json:"additionalInformation"`
	FieldDiffs            []string       `json:"fieldDiffs"`
	MatchConfidence       float64        `json:"matchConfidence"`
	Record                map[string]any `json:"record"`
}

// duplicate refuses a record for the object's oldest other one, if there is one.
func (s *store) duplicate(of *object, id string) refusal {
	match := matchResult{EntityType: of.name, Errors: []string{}, MatchEngine: "FuzzyMatchEngine", MatchRecords: []matchRecord{},
		Rule: "Standard_" + of.name + "_Match_Rule_v1_1", Success: true}
	t := s.tables[of]
	for n := range t.each {
		if other := t.id(n); other != id {
			match.MatchRecords = append(match.MatchRecords, matchRecord{[]string{}, []string{}, 100,
				map[string]any{"attributes": map[string]string{"type": of.name, "url": of.url(other)}, "Id": other}})
			match.Size = 1
			break
		}
	}
	r := refuse("DUPLICATES_DETECTED", "Use one of these records?")
	r.duplicates = &duplicateResult{AllowSave: true, DuplicateRule: "Standard_" + of.name + "_Duplicate_Rule",
		DuplicateRuleEntityType: of.name, ErrorMessage: r.message, MatchResults: []matchResult{match}}
	return r
}
