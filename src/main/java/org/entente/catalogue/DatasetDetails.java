package org.entente.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.entente.identity.Partner;
import org.entente.identity.PartnerView;

/** What is read beside the datasets of a page: one query a kind, whatever the page's size. */
@ApplicationScoped
class DatasetDetails {
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    List<List<FieldView>> fields(List<DatasetView> datasets) {
        var byDataset = DatasetField.ofAll(
                datasets.stream().map(dataset -> UUID.fromString(dataset.id())).toList());
        return datasets.stream()
                .map(dataset -> byDataset.getOrDefault(UUID.fromString(dataset.id()), List.of()).stream()
                        .map(FieldView::of)
                        .toList())
                .toList();
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    List<PartnerView> owners(List<DatasetView> datasets, String language) {
        var partners = Partner.byId(datasets.stream().map(DatasetView::ownerId).toList());
        return datasets.stream()
                .map(dataset -> PartnerView.of(partners.get(dataset.ownerId()), language))
                .toList();
    }
}
