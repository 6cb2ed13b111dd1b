"""Files as companies have them, written for these tests."""

# A survey tool's export: three rows of header, a column a question, a group that is no mark.
QUALTRICS = """StartDate,EndDate,ResponseId,Q1_NPS_GROUP,Q1_NPS,Q2,Q3,Q4
Start Date,End Date,Response ID,How likely are you to recommend us? - Group,\
How likely are you to recommend us?,"Overall, how satisfied are you? (1-5)",\
How easy was it to get help?,Comments
"{""ImportId"":""a""}","{""ImportId"":""b""}","{""ImportId"":""c""}","{""ImportId"":""d""}",\
"{""ImportId"":""e""}","{""ImportId"":""f""}","{""ImportId"":""g""}","{""ImportId"":""h""}"
2025-03-03 10:11:12,2025-03-03 10:14:00,R_1,3,9,5,7,Fine
2025-03-04 10:11:12,2025-03-04 10:14:00,R_2,1,3,2,,Slow
2025-03-05 10:11:12,2025-03-05 10:14:00,R_3,2,,,,
"""
SURVEYMONKEY = """Respondent ID,Collector ID,Date Created,Date Modified,\
How likely is it that you would recommend Nordlog to a friend or colleague?,,\
How satisfied are you with Nordlog overall?
,,,,Response,,Response
118001,44,03/13/2025 02:22:10 PM,03/13/2025 02:25:10 PM,10 - Extremely likely,,5
118002,44,03/14/2025 02:22:10 PM,03/14/2025 02:25:10 PM,6,,3
118003,44,04/05/2025 02:22:10 PM,04/05/2025 02:25:10 PM,0 - Not at all likely,,1
"""
NKI = """Kundundersökning hösten;;;;;
;;;;;
Svarsdatum;Kundnr;Kundgrupp;Hur nöjd är du totalt sett? (1-10);\
Hur väl motsvarar vi dina förväntningar? (1-10);Hur nära är vi ett idealiskt företag? (1-10)
3 mars 2025;K1;Åkerier;8;7;6
4 mars 2025;K2;Butiker;10;vet ej;9
5 mars 2025;K3;Åkerier;;;
"""
CONTRACTS = """Avtalsregister;;;;;
Kundnr;Avtalsnr;Kundgrupp;Startdatum;Slutdatum;Belopp per år (tkr)
1001;A-1;Åkerier;2023-01-01;2025-12-31;120,6
1001;A-2;Åkerier;2024-03-01;;12
1002;A-3;Butiker;2024-02-01;2025-01-31;1\u00a0200
Summa;;;;;1 332,6
"""
CUSTOMERS = """customerID,Plan,tenure,MonthlyCharges,Churn
C-1,Basic,1,29.85,No
C-2,Plus,14,"1,056.95",Yes
C-3,Plus,0,42.30,No
"""
ORDERS = """Orderdatum;Kundnr;Ordervärde;Antal
20250303;K1;1.200 kr;3
20250304;K2;12.500 kr;1
"""
REPORT = """Nyckeltal 2025;;;;
Nyckeltal;jan;feb;mars;apr
NPS;25;30;–;28
Uppsägningar;1,8 %;2,1 %;2,6 %;2,4 %
"""
MONTHLY = """Kundmätning;;;
Månad;NKI;Antal svar;Uppsägningar (%)
jan 2025;71,2;312;1,8
feb 2025;70,4;1\u00a0104;2,1
apr 2025;–;0;2,4
"""
QUARTERLY = """Kvartal;NPS;CSAT (1-7)
Kv 1 2025;25;0,82
Kv 2 2025;27;0,84
Kv 3 2025;26;0,8
"""
# What a file is, and which of its columns is which: the table, then ours = theirs.
SMALL = {
    "survey_invitations": (
        "Kundnr;Skickad;Mätning\n1;2025-01-02;NPS\n2;2025-01-02;NPS\n",
        "account_id=Kundnr, invited_on=Skickad, instrument=Mätning",
    ),
    "targets": (
        "Nyckeltal;Mål;Gäller från;Ägare\nnps;30;2025-01-01;VD\n",
        "metric=Nyckeltal, value=Mål, valid_from=Gäller från, owner_role=Ägare",
    ),
    "target_groups": ("Kod;Namn\nAK;Åkerier\nBU;Butiker\n", "code=Kod, name=Namn"),
    "priorities": (
        "Prioritering;Andel;Beslutad;Gäller från\nKunden först;25 %;2025-01-01;2025-01-01\n",
        "statement=Prioritering, declared_share=Andel, decided_on=Beslutad, valid_from=Gäller från",
    ),
    "decisions": (
        "Beslut;Beslutsdatum;agenda_item_id\nSvara inom en dag;2025-03-03;4\n",
        "text=Beslut, decided_on=Beslutsdatum, agenda_item_id=agenda_item_id",
    ),
    "actions": (
        "Åtgärd;Ansvarig;Klart senast;Klar;decision_id\nRing dem;KC;2025-04-01;;1\n",
        "text=Åtgärd, owner_role=Ansvarig, due_on=Klart senast, done_on=Klar, "
        "decision_id=decision_id",
    ),
    "initiatives": (
        "Satsning;Lanserad;Avslutad\nUptime först;2025-01-01;\n",
        "name=Satsning, launched_on=Lanserad, completed_on=Avslutad",
    ),
    "forums": ("Forum;Typ\nStyrelsen;board\n", "name=Forum, kind=Typ"),
    "meetings": ("Forum;Mötesdatum\nStyrelsen;2025-03-03\n", "forum=Forum, held_on=Mötesdatum"),
    "agenda_items": (
        "Datum;Nr;Punkt;Minuter\n2025-03-03;1;Öppnande;5\n2025-03-03;2;Uppsägningar;20\n",
        "held_on=Datum, position=Nr, title=Punkt, planned_minutes=Minuter",
    ),
    "outcome_values": (
        "Månad;Nyckeltal;Värde\n2025-01;uptime;99,1\n2025-02;uptime;99,3\n",
        "month=Månad, metric=Nyckeltal, value=Värde",
    ),
}
