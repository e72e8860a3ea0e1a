package org.entente.portal;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;
import org.entente.catalogue.DataTheme;
import org.entente.catalogue.DatasetSearch.DatasetOrder;
import org.entente.kernel.FieldType;
import org.entente.policy.AccessLevel;
import org.entente.policy.Regime;
import org.entente.policy.Sensitivity;

/**
 * The pages' words, in French; those in English are in {@code messages/msg_en.properties}. What is said of each constant of an
 * enum is in {@code messages/msg_fr.properties} too.
 */
@MessageBundle(locale = "fr")
public interface Messages {
    @Message("le catalogue partagé de la ville et de ses partenaires")
    String tagline();

    @Message("Aller au contenu")
    String skip();

    @Message("Navigation principale")
    String navigation();

    @Message("Langue")
    String languages();

    @Message("Catalogue")
    String catalogue();

    @Message("Qui voit quoi ?")
    String whoSeesWhat();

    @Message(
            "Entente réunit les données de la ville, de ses services et de ses partenaires. Chacun décide de qui lit les siennes, et pour quoi faire.")
    String about();

    @Message("Toutes les données ouvertes se lisent sans compte, ici ou par l'API GraphQL à l'adresse /graphql.")
    String aboutOpen();

    @Message("Ce que la ville sait, et qui peut le lire")
    String homeTitle();

    @Message(
            "Transports, santé, tranquillité, environnement : cherchez parmi les données de la ville et de ses partenaires, et voyez pour chacune qui y a accès.")
    String homeLead();

    @Message("Chercher des données")
    String searchTitle();

    @Message("Vos mots")
    String searchLabel();

    @Message("Par exemple : bus, plages, qualité de l'air")
    String searchHint();

    @Message("Chercher")
    String search();

    @Message("Parcourir par thème")
    String byTheme();

    @Message("Mis à jour récemment")
    String recent();

    @Message("{#when total}{#is 0l}Aucun jeu de données{#is 1l}1 jeu de données{#else}{written} jeux de données{/when}")
    String total(long total, String written);

    @Message("pour « {text} »")
    String forWords(String text);

    @Message("Affiner")
    String narrow();

    @Message("Appliquer les choix")
    String apply();

    @Message("Tout effacer")
    String clear();

    @Message("Choix en cours")
    String chosen();

    @Message("Retirer le choix : {label}")
    String remove(String label);

    @Message("Autres choix")
    String more();

    @Message("Trier par")
    String sortBy();

    @Message
    String facet(FacetName name);

    @Message
    String order(DatasetOrder order);

    @Message("Page suivante")
    String nextPage();

    @Message("Revenir à la première page")
    String firstPage();

    @Message("Mis à jour le")
    String modifiedOn();

    @Message("publié par {publisher}")
    String publishedBy(String publisher);

    @Message("Thèmes")
    String themes();

    @Message("Formats")
    String formats();

    @Message("Rien ne correspond à cette recherche.")
    String nothing();

    @Message("Essayez avec moins de mots, ou des mots plus courants.")
    String nothingFewerWords();

    @Message("Retirez un choix de la colonne « Affiner », ou effacez-les tous.")
    String nothingFewerChoices();

    @Message("Parcourez tout le catalogue.")
    String nothingBrowse();

    @Message("Chaque jeu de données porte un niveau d'accès, choisi par l'organisme à qui il appartient.")
    String whoSeesWhatLead();

    @Message
    String access(AccessLevel level);

    @Message
    String accessWho(AccessLevel level);

    @Message
    String accessHow(AccessLevel level);

    @Message
    String theme(DataTheme theme);

    @Message
    String frequency(Frequency frequency);

    @Message
    String fieldType(FieldType type);

    @Message
    String sensitivity(Sensitivity sensitivity);

    @Message
    String sensitivityWho(Sensitivity sensitivity);

    @Message
    String regime(Regime regime);

    @Message("Conditions particulières ({address})")
    String licenceTerms(String address);

    @Message("Vous êtes ici")
    String youAreHere();

    @Message("Description")
    String description();

    @Message("Ce jeu de données n'est pas encore décrit par son propriétaire.")
    String noDescription();

    @Message("Télécharger ou consulter")
    String distributions();

    @Message("Aucun fichier en libre accès pour ce jeu de données.")
    String noDistributions();

    @Message("Enregistrements tenus par Entente :")
    String records();

    @Message("fichier")
    String file();

    @Message("page")
    String webPage();

    @Message("Ce que contient chaque ligne")
    String fields();

    @Message("Champ")
    String fieldName();

    @Message("Nature")
    String fieldNature();

    @Message("Qui la voit")
    String fieldWho();

    @Message("Les champs seront décrits quand les données auront été chargées dans Entente.")
    String noFields();

    @Message("Par l'API")
    String api();

    @Message("L'API GraphQL rend ces données à tous, sans compte. Copiez cette commande dans un terminal :")
    String apiOpen();

    @Message(
            "L'API GraphQL rend ces données à ceux qui y sont autorisés : mettez votre jeton à la place de $TOKEN, et la finalité autorisée à la place de $PURPOSE.")
    String apiGranted();

    @Message("L'API GraphQL donne la fiche de ce jeu de données :")
    String apiDescribed();

    @Message("Commande curl")
    String apiCommand();

    @Message("Qui peut le lire ?")
    String accessTitle();

    @Message("Demander l'accès")
    String ask();

    @Message("L'accès est donné à un organisme partenaire, pour une finalité et une période. {owner} en décide.")
    String askHow(String owner);

    @Message(
            "Vous travaillez pour un organisme partenaire : demandez-le par l'API GraphQL. Mettez votre jeton à la place de $TOKEN, dites la finalité, les champs et le motif :")
    String askPartner();

    @Message("Commande curl pour demander l'accès")
    String askCommand();

    @Message("Vous n'en avez pas de compte : cette fiche est à vous, et toutes les données ouvertes.")
    String askCitizen();

    @Message("Voir les données ouvertes")
    String openData();

    @Message("En bref")
    String facts();

    @Message("Propriétaire")
    String owner();

    @Message("Éditeur")
    String publisher();

    @Message("Licence")
    String licence();

    @Message("Non précisée")
    String unsaid();

    @Message("Fréquence")
    String frequencyTitle();

    @Message("Publié le")
    String issuedOn();

    @Message("Données personnelles")
    String personalData();

    @Message("Mots-clés")
    String keywords();

    @Message("Page de l'éditeur")
    String landingPage();

    @Message
    String problem(Problem problem);

    @Message
    String problemHelp(Problem problem);

    @Message("Référence à donner à l'exploitant : {reference}")
    String reference(String reference);

    @Message("Revenir au catalogue")
    String backToCatalogue();

    @Message("Comment sont trouvées les anomalies")
    String models();

    @Message("Comment Entente trouve les anomalies")
    String modelsTitle();

    @Message(
            "Chaque détecteur a sa fiche : ce dont il apprend, sa méthode, ses mesures, ses limites. Aucun ne regarde une personne.")
    String modelsLead();

    @Message("Ce dont il apprend")
    String modelData();

    @Message("Méthode")
    String modelMethod();

    @Message("D'où vient la méthode")
    String modelSource();

    @Message("Mesures")
    String modelMeasures();

    @Message("Fausses alertes")
    String modelFalseAlarms();

    @Message("Limites")
    String modelLimits();
}
