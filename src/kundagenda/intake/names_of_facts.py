"""What companies call the columns of surveys, subscriptions, purchases and figures.

A line a column: ours, what its values are, its names with the surest first, and words that say
that it is another one.
"""

from kundagenda.intake.column_names import columns

SURVEY = columns(
    """
    answer_id | ids | answer id, svar-id
    response_id | ids | response id, respondent id, respondent, respondentid, svarsid,
        svars-id, enkät-id, enkät nr, enkätnr, survey id, collector respondent | collector id
    account_id | ids | account id, kundnr, kundnummer, kund id, kund-id, customer id, customer
        number, client id, account, kund, customer, konto, company, företag,
        organisationsnummer, orgnr, org nr, medlemsnummer, member id, kundnamn, customer name,
        bolag, hyresgäst, abonnent | since, sedan, satisfaction, nöjd, segment, grupp, group,
        type, typ, e-post, email, service
    answered_on | days | answered on, svarsdatum, svarsdag, recorded date, response date, date
        submitted, completed, end date, besvarad, inskickad, slutförd, submitted, tidsstämpel,
        timestamp, tidpunkt, datum, date, start date | birth, född, avtal, contract, order,
        modified
    segment | groups | segment, kundsegment, kundgrupp, målgrupp, customer group, customer
        type, kundtyp, target group, region, bransch, industry, affärsområde, business area,
        kategori, category, market, marknad
    instrument | groups | instrument, mätning, question type, frågetyp, fråga, question
    scale_low | marks | scale low, skala från, lägst, lägsta betyg
    scale_high | marks | scale high, skala till, högst, högsta betyg
    high_is_good | truths | high is good, högt är bra
    score | marks | score, betyg, poäng, svar, answer, response, rating, mark, värde
    nps | marks | nps, net promoter score, net promoter, rekommendera, rekommenderar,
        recommend, rekommendation, likelihood to recommend | group, grupp, category, kategori,
        nps comment, nps kommentar
    csat | marks | csat, kundnöjdhet, customer satisfaction, helhetsbetyg, overall
        satisfaction, nöjd, satisfied, satisfaction, nöjdhet, helhetsintryck | förvänt,
        expect, ideal, group
    ces | marks | ces, customer effort score, effort, enkelt, lätt, easy, ansträngning, ease |
        group
    nki_1 | marks | nki 1, nki1, nki helhet, nöjd totalt, overall satisfied, sammantaget,
        helheten, totalt sett, overall, nöjd | förvänt, expect, ideal
    nki_2 | marks | nki 2, nki2, förväntningar, förväntan, expectations, expected
    nki_3 | marks | nki 3, nki3, ideal, idealiskt, perfekt, idealt, perfect
    """
)
INVITATIONS = columns(
    """
    account_id | ids | account id, kundnr, kundnummer, kund id, kund-id, customer id, customer
        number, client id, account, kund, customer, konto, company, företag,
        organisationsnummer, orgnr, org nr, medlemsnummer, member id, kundnamn, customer name,
        bolag, hyresgäst, abonnent | since, sedan, satisfaction, nöjd, segment, grupp, group,
        type, typ, e-post, email, service
    invited_on | days | invited on, inbjudan, inbjuden, utskick, utskicksdatum, skickad,
        utskickad, sent, sent on, date sent, invitation date, invited, inbjudningsdatum
    segment | groups | segment, kundsegment, kundgrupp, målgrupp, customer group, customer
        type, kundtyp, target group, region, bransch, industry, affärsområde, business area,
        kategori, category, market, marknad
    instrument | groups | instrument, mätning, enkät, survey
    """
)
SUBSCRIPTIONS = columns(
    """
    subscription_id | ids | subscription id, avtalsnr, avtalsnummer, avtals-id, avtal,
        abonnemang, abonnemangsnummer, prenumeration, prenumerationsnummer, contract id,
        contract number, agreement, kontraktsnummer | type, typ, start, slut, end, datum,
        date, längd, value, värde, sedan
    account_id | ids | account id, kundnr, kundnummer, kund id, kund-id, customer id, customer
        number, client id, account, kund, customer, konto, company, företag,
        organisationsnummer, orgnr, org nr, medlemsnummer, member id, kundnamn, customer name,
        bolag, hyresgäst, abonnent | since, sedan, satisfaction, nöjd, segment, grupp, group,
        type, typ, e-post, email, service
    segment | groups | segment, kundsegment, kundgrupp, målgrupp, customer group, customer
        type, kundtyp, target group, region, bransch, industry, affärsområde, business area,
        kategori, category, market, marknad
    started_on | days | started on, startdatum, start date, avtalsstart, kund sedan, customer
        since, giltig från, valid from, tecknat, signed, from, från, fr o m, from och med,
        start, begins, started
    ended_on | days | ended on, slutdatum, end date, avtalsslut, uppsagd, upphör, avslutad,
        churn date, cancelled on, canceled, giltig till, valid to, till, t o m, slut, ends,
        ended, end, sista dag, last day | start
    mrr | amounts | mrr, månadsbelopp, belopp per månad, månadsavgift, monthly charges,
        monthly charge, monthly fee, monthly amount, månadskostnad, kr/mån, kr per mån, per
        månad, per month, avgift, fee, belopp, amount, pris, price, hyra, rent | total, år,
        year, annual, arr, årsvärde
    arr | amounts | arr, årsbelopp, belopp per år, årsvärde, annual value, annual contract
        value, acv, kr/år, per år, årsavgift, annual fee, yearly, per year, kontraktsvärde |
        total, månad, month
    tenure_months | amounts | tenure, tenure months, månader som kund, months as customer,
        kundtid, antal månader, anciennitet
    left | truths | churn, churned, left, lämnat, uppsagd, slutat, avslutad, exited, tappad,
        status
    """
)
PURCHASES = columns(
    """
    account_id | ids | account id, kundnr, kundnummer, kund id, kund-id, customer id, customer
        number, client id, account, kund, customer, konto, company, företag,
        organisationsnummer, orgnr, org nr, medlemsnummer, member id, kundnamn, customer name,
        bolag, hyresgäst, abonnent | since, sedan, satisfaction, nöjd, segment, grupp, group,
        type, typ, e-post, email, service
    bought_on | days | bought on, köpdatum, orderdatum, order date, purchase date,
        fakturadatum, invoice date, datum, date, inköpsdatum, leveransdatum
    segment | groups | segment, kundsegment, kundgrupp, målgrupp, customer group, customer
        type, kundtyp, target group, region, bransch, industry, affärsområde, business area,
        kategori, category, market, marknad
    amount | amounts | amount, ordervärde, order value, belopp, summa, dollar value,
        omsättning, fakturabelopp, revenue, sales, total, värde, value, försäljning,
        nettobelopp | antal, number of, quantity, qty, per månad, per år
    """
)
FIGURES = columns(
    """
    metric | groups | metric, mått, nyckeltal, kpi, indikator, measure
    month | months | month, månad, manad, period, mån, datum, date | birth
    segment | groups | segment, kundsegment, kundgrupp, målgrupp, customer group, customer
        type, kundtyp, target group, region, bransch, industry, affärsområde, business area,
        kategori, category, market, marknad
    value | amounts | value, värde, utfall, result, resultat
    base | amounts | base, n, antal svar, antal, svar, answers, responses, bas, response
        count, antal respondenter, number of answers, number of responses
    year | amounts | year, år
    quarter | groups | quarter, kvartal, kv
    forum | groups | forum
    numerator | amounts | numerator, täljare
    denominator | amounts | denominator, nämnare
    squares | amounts | squares
    """
)
OUTCOMES = columns(
    """
    metric | groups | metric, mått, nyckeltal, kpi, indikator, measure
    month | months | month, månad, manad, period, mån, datum, date | birth
    segment | groups | segment, kundsegment, kundgrupp, målgrupp, customer group, customer
        type, kundtyp, target group, region, bransch, industry, affärsområde, business area,
        kategori, category, market, marknad
    value | amounts | value, värde, utfall, result, resultat
    base | amounts | base, n, antal svar, antal, svar, answers, responses, bas, response
        count, antal respondenter, number of answers, number of responses
    """
)
